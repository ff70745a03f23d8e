package io.lakewright.rates.explode;

import java.io.Serializable;

/**
 * In which groups and order the rows of a task come.
 *
 * @param columns index in {@link io.lakewright.rates.RatesTable#SCHEMA} of each column of the rows
 * @param groupBy indices of item columns: rows with the same values there come together
 * @param sorted whether a group is sorted, by bucket and NPI
 * @param buckets number of buckets, at least 1
 */
record RateOrder(int[] columns, int[] groupBy, boolean sorted, int buckets)
    implements Serializable {}

package io.lakewright.rates.explode;

/**
 * The columns that hold for all rates of one item, its file's included.
 *
 * @param cells values of the columns before {@link io.lakewright.rates.RatesTable#PROVIDER}, in
 *     Spark's internal representation
 * @param code the billing code, null if the item has none
 */
record Item(Object[] cells, String code) {}

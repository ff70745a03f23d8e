package io.lakewright.rates.explode;

/**
 * The columns that depend on the price.
 *
 * @param cells values from {@link io.lakewright.rates.RatesTable#PRICE} on, in Spark's internal
 *     representation
 */
record Price(Object[] cells) {}

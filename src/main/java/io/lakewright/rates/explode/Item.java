package io.lakewright.rates.explode;

import io.lakewright.rates.parquet.CommonCells;

/**
 * The columns that hold for all rates of one item, its file's included.
 *
 * @param common values of the columns before {@link io.lakewright.rates.RatesTable#PROVIDER}, in
 *     Spark's internal representation
 * @param code the billing code, null if the item has none
 */
record Item(CommonCells common, String code) {
  Item(Object[] cells, String code) {
    this(new CommonCells(cells), code);
  }

  Object[] cells() {
    return common.get(0);
  }
}

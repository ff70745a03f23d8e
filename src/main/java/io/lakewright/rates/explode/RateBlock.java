package io.lakewright.rates.explode;

import io.lakewright.rates.parquet.CommonCells;
import java.util.List;

/**
 * Rows not yet exploded: every price holds for every provider.
 *
 * @param item the item, with its file
 * @param prices the prices of one entry, or some of them
 * @param members its distinct providers
 */
record RateBlock(Item item, List<Price> prices, Members members) {
  /** The number of rows it stands for. */
  long rows() {
    return prices.size() * members.size();
  }

  /** The cells of the prices, for all runs of the block. */
  CommonCells priceCells() {
    return new CommonCells(prices.stream().map(Price::cells).toArray(Object[][]::new));
  }
}

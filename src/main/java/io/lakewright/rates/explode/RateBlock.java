package io.lakewright.rates.explode;

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

  /** The cells of each price. */
  Object[][] priceCells() {
    Object[][] cells = new Object[prices.size()][];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = prices.get(i).cells();
    }
    return cells;
  }
}

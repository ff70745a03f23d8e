package io.lakewright.rates.parquet;

/**
 * Cells that many rows have in common: those of an item, of a provider, or of each price of an
 * entry. The writer notes here where it has put them, so that it need not look them up for every
 * run; who makes runs makes one object for all runs of an item, provider or entry. Belongs to one
 * task.
 */
public final class CommonCells {
  private final Object[][] lists;

  /** Number of lists; not to be asked of them, which are elsewhere in memory. */
  private final int size;

  /** Those that all cells but {@link #different} are the same as, or null. */
  final CommonCells alike;

  final int different;

  /** What knows the cells, and as what; see {@link Source}. */
  Object knownTo;

  int known;

  /** The row group that has numbers for the cells, and the first of them. */
  Object group;

  int number;

  /**
   * @param lists cells of one item, one provider, or of each of the prices of an entry
   */
  public CommonCells(Object[]... lists) {
    this.lists = lists;
    this.size = lists.length;
    this.alike = null;
    this.different = -1;
  }

  /** Cells of a price that has all but one in common with many others. */
  public CommonCells(CommonCells alike, int different, Object cell) {
    Object[] cells = alike.get(0).clone();
    cells[different] = cell;
    this.lists = new Object[][] {cells};
    this.size = 1;
    this.alike = alike;
    this.different = different;
  }

  /** Number of prices, or 1. */
  public int size() {
    return size;
  }

  /** The cells of an item, a provider, or a price. */
  public Object[] get(int index) {
    return lists[index];
  }
}

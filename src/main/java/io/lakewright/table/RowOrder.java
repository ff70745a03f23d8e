package io.lakewright.table;

/** How rows that are handed over lie. */
public enum RowOrder {
  /**
   * As the layout wants them: all rows of a partition and bucket in one task, sorted. They are
   * written as they come, without a shuffle.
   */
  ARRANGED,
  /** Anyhow: they are shuffled and sorted by the layout first. */
  ANY
}

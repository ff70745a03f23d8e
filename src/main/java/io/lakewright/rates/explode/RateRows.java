package io.lakewright.rates.explode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The rows of one task, group after group. Pulls blocks, explodes them last, and gives each row in
 * one reused object. The one place that decides what the rows are, whoever writes them.
 */
final class RateRows implements BucketedRows {
  private final Iterator<RateBlock> blocks;
  private final RateOrder order;
  private final RateRow row;
  private final RateSorter sorter;
  private final Map<String, Long> rowsByFile = new HashMap<>();

  private RateBlock pending;
  private Object[] group;
  private Iterator<RateRow> rows = Collections.emptyIterator();
  private BucketedRows sortedRows;

  /**
   * @param budget bytes that sorting may use before it spills
   */
  RateRows(Iterator<RateBlock> blocks, RateOrder order, long budget) {
    this.blocks = blocks;
    this.order = order;
    this.row = new RateRow(order.columns());
    this.sorter =
        order.sorted()
            ? new RateSorter(new Buckets(order.buckets()), order.columns(), budget)
            : null;
  }

  @Override
  public boolean hasNext() {
    while (!rows.hasNext()) {
      if (!advance()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public RateRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException("No more rows");
    }
    return rows.next();
  }

  @Override
  public int bucket() {
    return sortedRows == null ? 0 : sortedRows.bucket();
  }

  /** Values of the group's columns for the row returned last; a new array for each group. */
  Object[] group() {
    return group;
  }

  /** Rows per source file so far. */
  Map<String, Long> rowsByFile() {
    return rowsByFile;
  }

  private boolean advance() {
    if (pending == null && !pull()) {
      return false;
    }
    Object[] following = key(pending);
    if (group == null || !Arrays.equals(group, following)) {
      group = following;
    }
    if (sorter == null) {
      rows = new BlockRows(pending, row);
      pending = null;
      return true;
    }
    do {
      sorter.add(pending);
      pending = null;
    } while (pull() && Arrays.equals(group, key(pending)));
    try {
      sortedRows = sorter.sorted();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read back what was spilled to the local disk", e);
    }
    rows = sortedRows;
    return true;
  }

  private boolean pull() {
    if (!blocks.hasNext()) {
      return false;
    }
    pending = blocks.next();
    rowsByFile.merge(pending.item().cells()[0].toString(), pending.rows(), Long::sum);
    return true;
  }

  private Object[] key(RateBlock block) {
    int[] groupBy = order.groupBy();
    Object[] key = new Object[groupBy.length];
    for (int i = 0; i < key.length; i++) {
      key[i] = block.item().cells()[groupBy[i]];
    }
    return key;
  }
}

package io.lakewright.rates.explode;

import io.lakewright.rates.parquet.RateRun;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;

/**
 * The rows of one task as runs, group after group. Pulls blocks and explodes them last. The one
 * place that decides what the rows are and in which order, whoever writes them.
 */
final class RateRuns implements BucketedRuns {
  /** The part of the budget for cells of providers between blocks and between partitions. */
  private static final int KEPT = 4;

  private final Iterator<RateBlock> blocks;
  private final RateOrder order;
  private final RateRun run = new RateRun();
  private final RateSorter sorter;
  private final ProviderCells providers;
  private final Map<String, Long> rowsByFile = new HashMap<>();

  private RateBlock pending;
  private Object[] group;
  private Iterator<RateRun> runs = Collections.emptyIterator();
  private BucketedRuns sortedRuns;

  /**
   * @param budget bytes that sorting may use before it spills
   * @param spilledRows is told of rows that go to local disk
   */
  RateRuns(Iterator<RateBlock> blocks, RateOrder order, long budget, LongConsumer spilledRows) {
    this.blocks = blocks;
    this.order = order;
    this.providers = new ProviderCells(budget / KEPT);
    this.sorter =
        order.sorted()
            ? new RateSorter(new Buckets(order.buckets()), budget, providers, spilledRows)
            : null;
  }

  @Override
  public boolean hasNext() {
    while (!runs.hasNext()) {
      if (!advance()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public RateRun next() {
    if (!hasNext()) {
      throw new NoSuchElementException("No more rows");
    }
    return runs.next();
  }

  @Override
  public int bucket() {
    return sortedRuns == null ? 0 : sortedRuns.bucket();
  }

  /** Values of the group's columns for the run returned last; a new array for each group. */
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
      providers.trim();
      runs = new BlockRuns(pending, providers, run);
      pending = null;
      return true;
    }
    do {
      sorter.add(pending);
      pending = null;
    } while (pull() && Arrays.equals(group, key(pending)));
    sortedRuns = sorter.sorted();
    runs = sortedRuns;
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

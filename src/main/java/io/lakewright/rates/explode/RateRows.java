package io.lakewright.rates.explode;

import io.lakewright.rates.parquet.RateRun;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The rows of runs one by one, each in one reused object, for writers that take rows. */
final class RateRows implements Iterator<RateRow> {
  private final Iterator<RateRun> runs;
  private final RateRow row;
  private RateRun run;
  private long next;
  private long end;

  /**
   * @param columns of the rows, see {@link RateRow}
   */
  RateRows(Iterator<RateRun> runs, int[] columns) {
    this.runs = runs;
    this.row = new RateRow(columns);
  }

  @Override
  public boolean hasNext() {
    while (next == end) {
      if (!runs.hasNext()) {
        return false;
      }
      run = runs.next();
      next = 0;
      end = run.rows();
    }
    return true;
  }

  @Override
  public RateRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException("No more rows");
    }
    row.set(run, next++);
    return row;
  }
}

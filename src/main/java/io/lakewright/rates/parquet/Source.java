package io.lakewright.rates.parquet;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What columns depend on: the items, the providers or the prices. Those that the task has met keep
 * their values as symbols; those of the row group are numbered, and the rows have runs of numbers.
 */
final class Source {
  /** Of symbols and their place here. */
  private static final int KNOWN_BYTES = 2 * Integer.BYTES;

  /** Rows up to which their numbers are laid out one by one: a megabyte. */
  private static final int MAX_SCATTERED = 262_144;

  private final LeafColumn[] columns;
  private final long budget;

  /** Changes when all is forgotten. */
  private Object known = new Object();

  private int learnt;
  private long knownBytes;

  /** Changes with the row group. */
  private Object group = new Object();

  private int[] numbered = new int[64];
  private int count;
  private final Runs runs = new Runs();
  private long[] rows = new long[0];
  private int[] used = new int[0];
  private RowNumbers rowNumbers;

  /**
   * @param budget bytes from which on what is known is forgotten between row groups
   */
  Source(List<LeafColumn> columns, long budget) {
    this.columns = columns.toArray(new LeafColumn[0]);
    this.budget = budget;
  }

  /** Adds rows of an item or provider; gives its number in the row group. */
  int add(CommonCells cells, int ofRows) {
    int number = number(cells);
    runs.add(number, ofRows);
    return number;
  }

  /** Adds rows of each of the prices [from, to). */
  void addEach(CommonCells cells, int from, int to, int rowsOfEach) {
    int number = number(cells);
    for (int i = from; i < to; i++) {
      runs.add(number + i, rowsOfEach);
    }
  }

  private int number(CommonCells cells) {
    if (cells.group != group) {
      number(cells, cells.size());
    }
    return cells.number;
  }

  private void number(CommonCells cells, int size) {
    know(cells);
    cells.group = group;
    cells.number = count;
    if (count + size > numbered.length) {
      numbered = Arrays.copyOf(numbered, Math.max(count + size, count * 2));
    }
    for (int i = 0; i < size; i++) {
      numbered[count++] = cells.known + i;
    }
  }

  private void know(CommonCells cells) {
    if (cells.knownTo == known) {
      return;
    }
    if (cells.alike != null) {
      know(cells.alike);
    }
    cells.knownTo = known;
    cells.known = learnt;
    for (int i = 0; i < cells.size(); i++) {
      learn(cells, cells.get(i));
    }
  }

  private void learn(CommonCells cells, Object[] list) {
    for (LeafColumn column : columns) {
      if (cells.alike == null || column.isOf(cells.different)) {
        knownBytes += column.learn(learnt, list);
      } else {
        column.learnAlike(learnt, cells.alike.known);
      }
    }
    knownBytes += KNOWN_BYTES + (long) columns.length * Integer.BYTES;
    learnt++;
  }

  /** Bytes that it takes. */
  long bytes() {
    return knownBytes + (long) runs.size * 2 * Integer.BYTES;
  }

  /** How many are numbered in the row group, with or without rows. */
  int count() {
    return count;
  }

  /** What a number stands for, as columns know it. */
  int index(int number) {
    return numbered[number];
  }

  /** The numbers that have rows: of an entry's prices some may have theirs in another row group. */
  int[] used() {
    return used;
  }

  /** Rows of the row group that have a number. */
  long rows(int number) {
    return rows[number];
  }

  Runs runs() {
    return runs;
  }

  /** Whether columns are better written row by row. */
  boolean hasShortRuns() {
    return rowNumbers != null;
  }

  /** The runs by row, where they are short. */
  RowNumbers rowNumbers() {
    return rowNumbers;
  }

  /** Writes the chunks of all its columns. */
  void write(RowGroupChunks chunks) throws IOException {
    rows = new long[count];
    for (int run = 0; run < runs.size; run++) {
      rows[runs.numbers[run]] += runs.lengths[run];
    }
    used = IntStream.range(0, count).filter(number -> rows[number] > 0).toArray();
    boolean isShort = runs.size > chunks.rows() / 2 && chunks.rows() <= MAX_SCATTERED;
    rowNumbers = isShort ? new RowNumbers(runs, chunks.rows(), count) : null;
    for (LeafColumn column : columns) {
      column.write(this, chunks);
    }
    rowNumbers = null;
  }

  /** Starts another row group. */
  void clear() {
    if (knownBytes > budget) {
      knownBytes = 0;
      learnt = 0;
      known = new Object();
      for (LeafColumn column : columns) {
        column.clear();
      }
    }
    group = new Object();
    count = 0;
    runs.clear();
  }
}

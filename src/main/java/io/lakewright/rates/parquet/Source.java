package io.lakewright.rates.parquet;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * What columns depend on: the items, the providers or the prices. Those that the task has met keep
 * their values as symbols; those of the row group are numbered, and the rows have runs of numbers.
 */
final class Source {
  /** Of cells, symbols and their place here, roughly; texts are counted apart. */
  private static final int KNOWN_BYTES = 500;

  private final LeafColumn[] columns;
  private final long budget;
  private long knownBytes;

  private final IdentityIndex known = new IdentityIndex();
  private int learnt;
  private int[] groupOf = new int[64];
  private int[] numberOf = new int[64];

  private int group = 1;
  private int[] numbered = new int[64];
  private int count;
  private final Runs runs = new Runs();
  private long[] rows = new long[0];
  private Object[] last;
  private int lastNumber;

  /**
   * @param budget bytes from which on what is known is forgotten between row groups
   */
  Source(List<LeafColumn> columns, long budget) {
    this.columns = columns.toArray(new LeafColumn[0]);
    this.budget = budget;
  }

  /** Adds rows of an item, provider or price; gives its number in the row group. */
  int add(Object[] cells, int ofRows) {
    int number = number(cells);
    runs.add(number, ofRows);
    return number;
  }

  /** Adds rows of each of several prices; as several mostly come together, the first leads. */
  void addEach(Object[][] cells, int from, int to, int rowsOfEach) {
    int number = number(cells[from]);
    runs.add(number, rowsOfEach);
    for (int i = from + 1; i < to; i++) {
      boolean next = number + 1 < count && known.get(numbered[number + 1]) == cells[i];
      number = next ? number + 1 : number(cells[i]);
      runs.add(number, rowsOfEach);
    }
  }

  private int number(Object[] cells) {
    if (cells == last) {
      return lastNumber;
    }
    last = cells;
    int index = known.number(cells);
    if (index == learnt) {
      learn(index, cells);
    }
    if (groupOf[index] != group) {
      if (count == numbered.length) {
        numbered = Arrays.copyOf(numbered, count * 2);
      }
      groupOf[index] = group;
      numberOf[index] = count;
      numbered[count++] = index;
    }
    lastNumber = numberOf[index];
    return lastNumber;
  }

  private void learn(int index, Object[] cells) {
    if (index == groupOf.length) {
      groupOf = Arrays.copyOf(groupOf, index * 2);
      numberOf = Arrays.copyOf(numberOf, index * 2);
    }
    for (LeafColumn column : columns) {
      knownBytes += column.learn(index, cells);
    }
    knownBytes += KNOWN_BYTES;
    learnt++;
  }

  /** Bytes that it takes. */
  long bytes() {
    return knownBytes + (long) runs.size * 2 * Integer.BYTES;
  }

  /** How many are numbered in the row group. */
  int count() {
    return count;
  }

  /** What a number stands for, as columns know it. */
  int index(int number) {
    return numbered[number];
  }

  /** Rows of the row group that have a number. */
  long rows(int number) {
    return rows[number];
  }

  Runs runs() {
    return runs;
  }

  /** Writes the chunks of all its columns. */
  void write(RowGroupChunks chunks) throws IOException {
    rows = new long[count];
    for (int run = 0; run < runs.size; run++) {
      rows[runs.numbers[run]] += runs.lengths[run];
    }
    for (LeafColumn column : columns) {
      column.write(this, chunks);
    }
  }

  /** Starts another row group. */
  void clear() {
    if (knownBytes > budget) {
      knownBytes = 0;
      learnt = 0;
      known.clear();
      Arrays.fill(groupOf, 0);
      for (LeafColumn column : columns) {
        column.clear();
      }
    }
    group++;
    count = 0;
    runs.clear();
    last = null;
  }
}

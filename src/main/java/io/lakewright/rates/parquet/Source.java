package io.lakewright.rates.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What columns depend on: the items, the providers or the prices. Those that the task has met keep
 * their values as symbols; those of the row group are numbered, and the rows have runs of numbers.
 */
final class Source {
  /** Of cells, symbols and their place here, roughly; texts are counted apart. */
  private static final int KNOWN_BYTES = 500;

  private final List<LeafColumn> scalars = new ArrayList<>();
  private final List<LeafColumn> arrays = new ArrayList<>();
  private final long budget;
  private long knownBytes;

  private final IdentityIndex known = new IdentityIndex();
  private int[][] scalarSymbols = new int[64][];
  private int[][][] arraySymbols = new int[64][][];
  private int[] groupOf = new int[64];
  private int[] numberOf = new int[64];

  private int group = 1;
  private int[] numbered = new int[64];
  private int count;
  private final Runs runs = new Runs();
  private long[] rows;
  private Object[] last;
  private int lastNumber;

  /**
   * @param budget bytes from which on what is known is forgotten between row groups
   */
  Source(List<LeafColumn> columns, long budget) {
    columns.forEach(column -> (column.isArray() ? arrays : scalars).add(column));
    this.budget = budget;
  }

  /** Adds rows of an item, provider or price. */
  void add(Object[] cells, int ofRows) {
    runs.add(number(cells), ofRows);
  }

  /** Adds rows of a price among several; the several always come together. */
  void addEach(Object[][] cells, int from, int to, int rowsOfEach) {
    if (to - from == 1) {
      add(cells[from], rowsOfEach);
      return;
    }
    int first = number(cells[0]);
    if (first == count - 1) {
      for (int i = 1; i < cells.length; i++) {
        number(cells[i]);
      }
    }
    for (int i = from; i < to; i++) {
      runs.add(first + i, rowsOfEach);
    }
  }

  private int number(Object[] cells) {
    if (cells == last) {
      return lastNumber;
    }
    last = cells;
    int index = known.number(cells);
    if (index == scalarSymbols.length || scalarSymbols[index] == null) {
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
    if (index == scalarSymbols.length) {
      scalarSymbols = Arrays.copyOf(scalarSymbols, index * 2);
      arraySymbols = Arrays.copyOf(arraySymbols, index * 2);
      groupOf = Arrays.copyOf(groupOf, index * 2);
      numberOf = Arrays.copyOf(numberOf, index * 2);
    }
    scalarSymbols[index] = new int[scalars.size()];
    for (int i = 0; i < scalars.size(); i++) {
      scalarSymbols[index][i] = scalars.get(i).symbol(cells);
    }
    arraySymbols[index] = new int[arrays.size()][];
    for (int i = 0; i < arrays.size(); i++) {
      arraySymbols[index][i] = arrays.get(i).symbols(cells);
    }
    knownBytes = KNOWN_BYTES * (long) known.size();
    scalars.forEach(column -> knownBytes += column.knownBytes());
    arrays.forEach(column -> knownBytes += column.knownBytes());
  }

  /** Bytes that it takes. */
  long bytes() {
    return knownBytes + (long) runs.size * 2 * Integer.BYTES;
  }

  Runs runs() {
    return runs;
  }

  /** Rows of the row group that have a number. */
  long rows(int number) {
    return rows[number];
  }

  /** Writes the chunks of all its columns. */
  void write(RowGroupChunks chunks) throws IOException {
    rows = new long[count];
    for (int run = 0; run < runs.size; run++) {
      rows[runs.numbers[run]] += runs.lengths[run];
    }
    for (int column = 0; column < scalars.size(); column++) {
      int[] symbols = new int[count];
      for (int number = 0; number < count; number++) {
        symbols[number] = scalarSymbols[numbered[number]][column];
      }
      scalars.get(column).write(symbols, this, chunks);
    }
    for (int column = 0; column < arrays.size(); column++) {
      int[][] symbols = new int[count][];
      for (int number = 0; number < count; number++) {
        symbols[number] = arraySymbols[numbered[number]][column];
      }
      arrays.get(column).writeArrays(symbols, this, chunks);
    }
  }

  /** Starts another row group. */
  void clear() {
    if (knownBytes > budget) {
      knownBytes = 0;
      known.clear();
      Arrays.fill(scalarSymbols, null);
      Arrays.fill(arraySymbols, null);
      Arrays.fill(groupOf, 0);
      scalars.forEach(LeafColumn::clear);
      arrays.forEach(LeafColumn::clear);
    }
    group++;
    count = 0;
    runs.clear();
    last = null;
  }
}

package io.lakewright.rates.parquet;

import java.util.Arrays;

/** The number that each row of a row group has, for where runs are short. */
final class RowNumbers {
  private final int[] ofRow;
  private final int[][] distinct;

  /**
   * @param numbers how many there are
   */
  RowNumbers(Runs runs, int rows, int numbers) {
    this.ofRow = new int[rows];
    int row = 0;
    for (int run = 0; run < runs.size; run++) {
      for (int end = row + runs.lengths[run]; row < end; row++) {
        ofRow[row] = runs.numbers[run];
      }
    }
    this.distinct = new int[(rows + ChunkWriter.PAGE_ROWS - 1) / ChunkWriter.PAGE_ROWS][];
    int[] pageOf = new int[numbers];
    int[] found = new int[numbers];
    for (int page = 0; page < distinct.length; page++) {
      int size = 0;
      for (int i = start(page); i < end(page); i++) {
        int number = ofRow[i];
        if (pageOf[number] <= page) {
          pageOf[number] = page + 1;
          found[size++] = number;
        }
      }
      distinct[page] = Arrays.copyOf(found, size);
    }
  }

  int pages() {
    return distinct.length;
  }

  int start(int page) {
    return page * ChunkWriter.PAGE_ROWS;
  }

  /** The row behind the last of a page. */
  int end(int page) {
    return Math.min(ofRow.length, start(page) + ChunkWriter.PAGE_ROWS);
  }

  /** The numbers that rows of a page have. */
  int[] distinct(int page) {
    return distinct[page];
  }

  int number(int row) {
    return ofRow[row];
  }

  /** What numbers of the rows [from, from + count) stand for. */
  void map(int[] valueOfNumber, int from, int count, int[] to) {
    for (int i = 0; i < count; i++) {
      to[i] = valueOfNumber[ofRow[from + i]];
    }
  }
}

package io.lakewright.rates.parquet;

import java.util.Arrays;

/** Numbers with how many rows in a row each holds for. */
final class Runs {
  int[] numbers = new int[1024];
  int[] lengths = new int[1024];
  int size;

  void add(int number, int rows) {
    if (size > 0 && numbers[size - 1] == number) {
      lengths[size - 1] += rows;
      return;
    }
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, size * 2);
      lengths = Arrays.copyOf(lengths, size * 2);
    }
    numbers[size] = number;
    lengths[size++] = rows;
  }

  /** Adds several numbers, each for one row. */
  void addSingly(int[] singles) {
    int end = size + singles.length;
    if (end > numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(end, size * 2));
      lengths = Arrays.copyOf(lengths, numbers.length);
    }
    System.arraycopy(singles, 0, numbers, size, singles.length);
    Arrays.fill(lengths, size, end, 1);
    size = end;
  }

  void clear() {
    size = 0;
  }
}

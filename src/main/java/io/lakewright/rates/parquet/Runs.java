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

  void clear() {
    size = 0;
  }
}

package io.lakewright.rates.split;

/** Whole numbers as nearly all files write them, read without a parser. */
final class PlainNumbers {
  private static final int MAX_DIGITS = 18;

  private PlainNumbers() {}

  /**
   * The number in the JSON value that fills [from, to): digits, with or without quotes and blanks
   * around them; -1 if it is written in any other way.
   */
  static long read(byte[] json, int from, int to) {
    int first = from;
    int end = to;
    if (json[first] == '"') {
      first++;
      end--;
      while (first < end && json[first] == ' ') {
        first++;
      }
      while (end > first && json[end - 1] == ' ') {
        end--;
      }
    }
    int digits = end - first;
    if (digits < 1 || digits > MAX_DIGITS || (json[first] == '0' && digits > 1)) {
      return -1;
    }
    long number = 0;
    for (int i = first; i < end; i++) {
      int digit = json[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}

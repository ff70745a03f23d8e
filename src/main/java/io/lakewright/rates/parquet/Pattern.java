package io.lakewright.rates.parquet;

import java.util.Arrays;

/**
 * Some values packed once, to be added many times.
 *
 * @param size number of values
 * @param first of them
 * @param word the first {@link BitPacker#ofWord} of them, packed; mostly all
 * @param further words, the last with what is left
 * @param isUniform whether all values are the same
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Pattern(int size, int first, long word, long[] further, boolean isUniform) {
  private static final long[] NONE = {};

  /**
   * @param width bits of a value
   */
  static Pattern of(int width, int[] values) {
    int ofWord = BitPacker.ofWord(width);
    long[] words = new long[(values.length + ofWord - 1) / ofWord];
    boolean isUniform = true;
    for (int i = 0; i < values.length; i++) {
      words[i / ofWord] |= (long) values[i] << (i % ofWord * width);
      isUniform &= values[i] == values[0];
    }
    return words.length == 0
        ? new Pattern(0, 0, 0, NONE, true)
        : new Pattern(
            values.length,
            values[0],
            words[0],
            words.length == 1 ? NONE : Arrays.copyOfRange(words, 1, words.length),
            isUniform);
  }
}

package io.lakewright.rates.parquet;

/**
 * Some values packed once, to be added many times.
 *
 * @param size number of values
 * @param first of them
 * @param words of {@link BitPacker#ofWord} values each, the last with what is left
 * @param isUniform whether all values are the same
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Pattern(int size, int first, long[] words, boolean isUniform) {
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
    return new Pattern(values.length, values.length == 0 ? 0 : values[0], words, isUniform);
  }
}

package io.lakewright.rates.parquet;

import java.util.Arrays;

/**
 * One distinct array of a chunk, with its levels, packed as pages have them.
 *
 * @param values number of its values, nulls included; a null or an empty array is one
 * @param nulls number of those that are null
 * @param present ids of the others
 * @param ids the same, packed
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record EncodedArray(
    int values, int nulls, int[] present, Pattern repetitions, Pattern definitions, Pattern ids) {
  /** Up to so many values several rows are added at once. */
  static final int SHORT = 8;

  /**
   * The levels of a three-level list: 0 it is null, 1 it is empty, the greatest it has an element.
   *
   * @param array ids of its elements; null if it is null
   * @param maxDefinition greatest definition level
   * @param levelWidth bits of a definition level
   * @param idWidth bits of an id
   */
  static EncodedArray of(int[] array, int maxDefinition, int levelWidth, int idWidth) {
    if (array == null || array.length == 0) {
      return of(new int[1], new int[] {array == null ? 0 : 1}, levelWidth, new int[0], idWidth);
    }
    int[] repetitions = new int[array.length];
    Arrays.fill(repetitions, 1, array.length, 1);
    int[] definitions =
        Arrays.stream(array)
            .map(id -> id == Dictionary.NULL ? maxDefinition - 1 : maxDefinition)
            .toArray();
    int[] present = Arrays.stream(array).filter(id -> id != Dictionary.NULL).toArray();
    return of(repetitions, definitions, levelWidth, present, idWidth);
  }

  private static EncodedArray of(
      int[] repetitions, int[] definitions, int levelWidth, int[] present, int idWidth) {
    return new EncodedArray(
        repetitions.length,
        repetitions.length - present.length,
        present,
        Pattern.of(1, repetitions),
        Pattern.of(levelWidth, definitions),
        Pattern.of(idWidth, present));
  }
}

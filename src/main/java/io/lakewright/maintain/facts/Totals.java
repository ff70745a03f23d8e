package io.lakewright.maintain.facts;

/**
 * A table's current snapshot in sums.
 *
 * @param bytes size of the data and delete files, as snapshots sum them up
 * @param records rows as stored, those deleted by delete files included
 * @param deleteFiles files of position and equality deletes, deletion vectors included
 * @param positionDeletes rows deleted by position
 * @param equalityDeletes rows of equality delete files
 */
public record Totals(
    long dataFiles,
    long bytes,
    long records,
    long deleteFiles,
    long positionDeletes,
    long equalityDeletes) {
  public static final Totals EMPTY = new Totals(0, 0, 0, 0, 0, 0);
}

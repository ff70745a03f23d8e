package io.lakewright.discord.series;

import java.io.Serializable;

/**
 * The profile of consecutive points of one dimension, by last point of the subsequence.
 *
 * @param dimension its column; null if there is only one
 * @param length of a subsequence
 * @param first position of the first point
 * @param values NaN where missing
 * @param distances of the subsequence that ends there; only where the mark has no reason against it
 * @param neighbors position of the neighbour's last point; -1 for none
 * @param marks made by {@link Marks}
 */
public record Track(
    String dimension,
    int length,
    long first,
    long[] times,
    double[] values,
    double[] distances,
    long[] neighbors,
    byte[] marks)
    implements Serializable {
  public int size() {
    return times.length;
  }
}

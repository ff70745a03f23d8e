package io.lakewright.discord.series;

import io.lakewright.discord.LeftProfile;
import io.lakewright.discord.Tagging;

/** Turns a profile by first point into a track by last point. */
final class TrackMaker {
  private TrackMaker() {}

  /**
   * The track of consecutive points.
   *
   * @param first position of the first point
   * @param profile by start − {@code firstStart}
   * @param moments of the distances before; changed
   */
  static Track of(
      String dimension,
      long first,
      long[] times,
      double[] values,
      LeftProfile profile,
      long firstStart,
      int length,
      Tagging tagging,
      DistanceMoments moments) {
    int size = times.length;
    double[] distances = new double[size];
    long[] neighbors = new long[size];
    Reason[] reasons = new Reason[size];
    for (int i = 0; i < size; i++) {
      long start = first + i - length + 1;
      neighbors[i] = -1;
      if (start < 0) {
        reasons[i] = Reason.INCOMPLETE;
        continue;
      }
      int at = (int) (start - firstStart);
      double distance = profile.distances()[at];
      reasons[i] = Detection.reason(distance);
      if (reasons[i] == Reason.NONE) {
        distances[i] = distance;
        neighbors[i] = profile.neighbors()[at] < 0 ? -1 : profile.neighbors()[at] + length - 1;
      }
    }
    byte[] marks = Marks.tag(first, distances, reasons, length, tagging, moments);
    return new Track(dimension, length, first, times, values, distances, neighbors, marks);
  }
}

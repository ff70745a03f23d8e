package io.lakewright.discord.series;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A stretch of a series as wide as a picture: the smallest and the largest value, and the largest
 * distance, of the points that fall on each column. What stands out stays visible, however many
 * points there are.
 */
public final class Strip implements Serializable {
  static final int COLUMNS = 900;

  private final long from;
  private final long to;
  private final double[] low;
  private final double[] high;
  private final double[] distance;

  /**
   * An empty stretch.
   *
   * @param from the first position
   * @param to the position after the last
   */
  Strip(long from, long to) {
    this.from = from;
    this.to = Math.max(to, from + 1);
    int columns = (int) Math.min(COLUMNS, this.to - from);
    low = filled(columns);
    high = filled(columns);
    distance = filled(columns);
  }

  private static double[] filled(int columns) {
    double[] values = new double[columns];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  /** Takes the points of a track that are in the stretch. */
  void add(Track track) {
    long begin = Math.max(from, track.first());
    long end = Math.min(to, track.first() + track.size());
    for (long position = begin; position < end; position++) {
      int i = (int) (position - track.first());
      int column = (int) ((position - from) * (double) low.length / (to - from));
      double value = track.values()[i];
      if (!Double.isNaN(value)) {
        low[column] = Double.isNaN(low[column]) ? value : Math.min(low[column], value);
        high[column] = Double.isNaN(high[column]) ? value : Math.max(high[column], value);
      }
      if (Marks.reason(track.marks()[i]) == Reason.NONE) {
        double d = track.distances()[i];
        distance[column] = Double.isNaN(distance[column]) ? d : Math.max(distance[column], d);
      }
    }
  }

  /** Takes over what another strip of the same stretch holds. */
  void add(Strip other) {
    for (int c = 0; c < low.length; c++) {
      low[c] = least(low[c], other.low[c]);
      high[c] = -least(-high[c], -other.high[c]);
      distance[c] = -least(-distance[c], -other.distance[c]);
    }
  }

  private static double least(double a, double b) {
    return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.min(a, b);
  }

  /** Whether there is any value: all dimensions together have none. */
  public boolean hasValues() {
    for (double value : low) {
      if (!Double.isNaN(value)) {
        return true;
      }
    }
    return false;
  }

  public double[] low() {
    return low.clone();
  }

  public double[] high() {
    return high.clone();
  }

  public double[] distance() {
    return distance.clone();
  }

  /** Where a position is, from 0 at the left to 1 at the right. */
  public double share(long position) {
    return Math.max(0, Math.min(1, (position - from) / (double) (to - from)));
  }

  public long from() {
    return from;
  }

  public long to() {
    return to;
  }
}

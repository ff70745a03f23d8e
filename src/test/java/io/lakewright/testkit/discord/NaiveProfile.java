package io.lakewright.testkit.discord;

import io.lakewright.discord.Distance;
import io.lakewright.discord.LeftProfile;
import io.lakewright.discord.ProfileParameters;
import java.util.Arrays;

/** The left matrix profile as its definition reads, in O(n²m). */
public final class NaiveProfile {
  private final double[] values;
  private final ProfileParameters parameters;
  private final int m;

  private NaiveProfile(double[] values, ProfileParameters parameters) {
    this.values = values;
    this.parameters = parameters;
    this.m = parameters.length();
  }

  /** By start of subsequence. */
  public static LeftProfile of(double[] values, ProfileParameters parameters) {
    return new NaiveProfile(values, parameters).profile();
  }

  /** The distance of two subsequences; NaN if one holds a missing value. */
  public static double distance(double[] values, int a, int b, ProfileParameters parameters) {
    return new NaiveProfile(values, parameters).distance(a, b);
  }

  private LeftProfile profile() {
    int starts = Math.max(0, values.length - m + 1);
    double[] distances = new double[starts];
    long[] neighbors = new long[starts];
    Arrays.fill(neighbors, -1);
    for (int i = 0; i < starts; i++) {
      if (isMissing(i)) {
        distances[i] = Double.NaN;
        continue;
      }
      distances[i] = Double.POSITIVE_INFINITY;
      for (int j = 0; j <= i - parameters.exclusion(); j++) {
        double distance =
            i - j > parameters.lookback() || isMissing(j) ? Double.NaN : distance(i, j);
        if (distance < distances[i]) {
          distances[i] = distance;
          neighbors[i] = j;
        }
      }
    }
    return new LeftProfile(distances, neighbors);
  }

  private boolean isMissing(int start) {
    return Arrays.stream(values, start, start + m).anyMatch(value -> !Double.isFinite(value));
  }

  private double distance(int a, int b) {
    if (isMissing(a) || isMissing(b)) {
      return Double.NaN;
    }
    if (parameters.distance() == Distance.EUCLIDEAN) {
      double sum = 0;
      for (int k = 0; k < m; k++) {
        sum += Math.pow(values[a + k] - values[b + k], 2);
      }
      return Math.sqrt(sum);
    }
    boolean constantA = isConstant(a);
    boolean constantB = isConstant(b);
    if (constantA || constantB) {
      double correlation = constantA && constantB ? 1 : 0.5;
      return Math.sqrt(2 * m * (1 - correlation));
    }
    double[] one = zNormalized(a);
    double[] other = zNormalized(b);
    double sum = 0;
    for (int k = 0; k < m; k++) {
      sum += Math.pow(one[k] - other[k], 2);
    }
    return Math.sqrt(sum);
  }

  private boolean isConstant(int start) {
    return Arrays.stream(values, start, start + m).allMatch(value -> value == values[start]);
  }

  private double[] zNormalized(int start) {
    double[] part = Arrays.copyOfRange(values, start, start + m);
    double mean = Arrays.stream(part).sum() / m;
    double variance = Arrays.stream(part).map(value -> Math.pow(value - mean, 2)).sum() / m;
    return Arrays.stream(part).map(value -> (value - mean) / Math.sqrt(variance)).toArray();
  }
}

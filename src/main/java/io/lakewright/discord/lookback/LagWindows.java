package io.lakewright.discord.lookback;

import io.lakewright.discord.Distance;

/**
 * Successive windows of a series, prepared for recurrences along lags, with one centre taken from
 * all values. Reused: {@link #load} replaces the content.
 */
final class LagWindows {
  static final byte PLAIN = 0;
  static final byte CONSTANT = 1;
  static final byte MISSING = 2;

  private final int m;
  private final boolean normalized;

  /** Position of the first window. */
  long first;

  int count;
  private double[] x = {};
  private double[] mean = {};

  /** Root of the sum of squared deviations; plain windows only. */
  double[] norm = {};

  byte[] kind = {};

  /** What enters with a window, or half of the difference to what left: see {@link #load}. */
  double[] df = {};

  double[] dg = {};

  /** What a covariance is multiplied by, or 0 for distances; NaN where neither counts. */
  double[] weight = {};

  /** The first constant, and the first plain, window from a window on; {@link #count} for none. */
  int[] nextConstant = {};

  int[] nextPlain = {};
  boolean hasConstants;

  LagWindows(int length, Distance distance) {
    m = length;
    normalized = distance == Distance.Z_NORMALIZED;
  }

  /**
   * Prepares windows.
   *
   * @param values all of the windows' values from {@code offset} on
   * @param position of the first window
   * @param center taken from all values, so that offsets cost no digits
   */
  void load(double[] values, int offset, long position, int windows, double center) {
    first = position;
    count = windows;
    reserve(windows);
    classify(values, offset, center);
    for (int w = 0; w < windows; w++) {
      if (normalized) {
        moments(w);
        weight[w] = kind[w] == PLAIN ? 1 / norm[w] : Double.NaN;
      } else {
        weight[w] = kind[w] == MISSING ? Double.NaN : 0;
      }
      if (w > 0) {
        double entering = x[w + m - 1];
        double leaving = x[w - 1];
        df[w] = normalized ? (entering - leaving) / 2 : entering;
        dg[w] = normalized ? (entering - mean[w]) + (leaving - mean[w - 1]) : leaving;
      }
    }
    if (normalized) {
      findKinds();
    }
  }

  private void reserve(int windows) {
    if (kind.length < windows) {
      x = new double[windows + m - 1];
      mean = new double[windows];
      norm = new double[windows];
      kind = new byte[windows];
      df = new double[windows];
      dg = new double[windows];
      weight = new double[windows];
      nextConstant = new int[windows + 1];
      nextPlain = new int[windows + 1];
    }
  }

  /** The values, centred, zero where missing; what kind windows are. */
  private void classify(double[] values, int offset, double center) {
    int lastMissing = -1;
    int runStart = 0;
    for (int i = 0; i < count + m - 1; i++) {
      double value = values[offset + i];
      boolean missing = !Double.isFinite(value);
      x[i] = missing ? 0 : value - center;
      if (missing) {
        lastMissing = i;
      }
      if (i > 0 && value != values[offset + i - 1]) {
        runStart = i;
      }
      int window = i - m + 1;
      if (window >= 0) {
        kind[window] = lastMissing >= window ? MISSING : runStart <= window ? CONSTANT : PLAIN;
      }
    }
  }

  private void moments(int w) {
    double sum = 0;
    for (int k = 0; k < m; k++) {
      sum += x[w + k];
    }
    double average = sum / m;
    double squares = 0;
    for (int k = 0; k < m; k++) {
      double deviation = x[w + k] - average;
      squares += deviation * deviation;
    }
    mean[w] = average;
    norm[w] = Math.sqrt(squares);
    if (kind[w] == PLAIN && !(squares >= Double.MIN_NORMAL)) {
      kind[w] = CONSTANT;
    }
  }

  private void findKinds() {
    hasConstants = false;
    nextConstant[count] = count;
    nextPlain[count] = count;
    for (int w = count - 1; w >= 0; w--) {
      nextConstant[w] = kind[w] == CONSTANT ? w : nextConstant[w + 1];
      nextPlain[w] = kind[w] == PLAIN ? w : nextPlain[w + 1];
      hasConstants |= kind[w] == CONSTANT;
    }
  }

  /** The covariance of two windows, or their squared distance, directly. */
  double product(int window, LagWindows others, int other) {
    double sum = 0;
    for (int k = 0; k < m; k++) {
      if (normalized) {
        sum += (x[window + k] - mean[window]) * (others.x[other + k] - others.mean[other]);
      } else {
        double difference = x[window + k] - others.x[other + k];
        sum += difference * difference;
      }
    }
    return sum;
  }
}

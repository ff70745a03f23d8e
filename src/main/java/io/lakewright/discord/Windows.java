package io.lakewright.discord;

/**
 * The subsequences of a series as windows: moments, which of them miss a value, which are constant,
 * and {@link SubsequenceDistance} with its moments at hand.
 *
 * <p>A value that is not finite counts as missing, and so do values so large (1e150) that their
 * squares are not finite. A window is constant if all its values are equal; a deviation that rounds
 * to almost nothing does not make it so.
 *
 * <p>Moments are plain two-pass sums of each window, in the order of its values, so that they do
 * not depend on what stands before it; they run over windows in the inner loop, which the processor
 * does several at a time. Cost: O(n·m) of the cheapest kind of work, about 20 ns for each window of
 * 100 points; two doubles and a byte for each window.
 */
public final class Windows {
  private static final int UNIT = 512;
  private static final byte PLAIN = 0;
  private static final byte CONSTANT = 1;
  private static final byte MISSING = 2;

  private final double[] values;
  private final int length;
  private final Distance distance;
  private final byte[] kinds;
  private final double[] means;
  private final double[] norms;

  private Windows(double[] values, int length, Distance distance, int size) {
    this.values = values;
    this.length = length;
    this.distance = distance;
    kinds = new byte[size];
    means = new double[size];
    norms = new double[size];
  }

  /**
   * The windows of a series.
   *
   * @param values kept, not copied; NaN and infinities are missing
   * @param length of a window; at least 1
   */
  public static Windows of(double[] values, int length, Distance distance) {
    if (length < 1) {
      throw new IllegalArgumentException(
          "Length of a window must be at least 1, cannot be: " + length);
    }
    Windows windows =
        new Windows(values, length, distance, Math.max(0, values.length - length + 1));
    windows.findKinds();
    for (int from = 0; from < windows.size(); from += UNIT) {
      windows.findMoments(from, Math.min(from + UNIT, windows.size()));
    }
    return windows;
  }

  private void findKinds() {
    int lastMissing = -1;
    int runStart = 0;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        lastMissing = i;
      }
      if (i > 0 && values[i] != values[i - 1]) {
        runStart = i;
      }
      int start = i - length + 1;
      if (start >= 0) {
        kinds[start] = lastMissing >= start ? MISSING : runStart <= start ? CONSTANT : PLAIN;
      }
    }
  }

  private void findMoments(int from, int to) {
    for (int i = 0; i < length; i++) {
      for (int start = from; start < to; start++) {
        means[start] += values[start + i];
      }
    }
    for (int start = from; start < to; start++) {
      means[start] = kinds[start] == CONSTANT ? values[start] : means[start] / length;
    }
    for (int i = 0; i < length; i++) {
      for (int start = from; start < to; start++) {
        double deviation = values[start + i] - means[start];
        norms[start] += deviation * deviation;
      }
    }
    for (int start = from; start < to; start++) {
      if (!(norms[start] < Double.POSITIVE_INFINITY)) {
        kinds[start] = MISSING;
        norms[start] = Double.NaN;
      } else {
        norms[start] = kinds[start] == CONSTANT ? 0 : SubsequenceDistance.root(norms[start]);
      }
    }
  }

  /** The number of windows: n − m + 1, or 0 if the series is shorter than one. */
  public int size() {
    return kinds.length;
  }

  /** The number of values in each window, m. */
  public int length() {
    return length;
  }

  /** How windows are compared. */
  public Distance distance() {
    return distance;
  }

  /** Whether a value is missing in the window that starts here. */
  public boolean missing(int start) {
    return kinds[start] == MISSING;
  }

  /** Whether all values of the window that starts here are equal, none missing. */
  public boolean constant(int start) {
    return kinds[start] == CONSTANT;
  }

  /** The mean of the window that starts here; not finite if it misses a value. */
  public double mean(int start) {
    return means[start];
  }

  /**
   * The root of the sum of squared deviations from the mean, √m times the population standard
   * deviation; 0 exactly if the window is constant, NaN if it misses a value.
   */
  public double norm(int start) {
    return norms[start];
  }

  /**
   * The distance of two windows, the same bits as {@link SubsequenceDistance#between}.
   *
   * @return NaN if either window misses a value
   */
  public double distance(int start, int other) {
    if (kinds[start] == MISSING || kinds[other] == MISSING) {
      return Double.NaN;
    }
    if (distance == Distance.EUCLIDEAN) {
      return SubsequenceDistance.euclidean(values, start, values, other, length);
    }
    if (kinds[start] == CONSTANT || kinds[other] == CONSTANT) {
      return kinds[start] == kinds[other] ? 0 : Math.sqrt(length);
    }
    return SubsequenceDistance.normalized(
        values,
        start,
        means[start],
        norms[start],
        values,
        other,
        means[other],
        norms[other],
        length);
  }
}

package io.lakewright.discord;

/**
 * The subsequences of a series as windows: moments, which of them miss a value, which are constant,
 * and the distance of two of them, computed directly.
 *
 * <p>A value that is not finite counts as missing. A window is constant if all its values are
 * equal, bit for bit but for the sign of zero; a deviation that rounds to almost nothing does not
 * make it so. Two constant windows have ρ = 1, a constant and another one ρ = 0.5 (stumpy, {@code
 * core._mass}).
 *
 * <p>Moments come from sliding sums in double-double arithmetic (Dekker, 1971), seeded anew every
 * {@value #RESEED} windows: neither an offset nor a spike that has left the window shows in them.
 * Cost: O(n) time, two doubles and a byte for each window.
 */
public final class Windows {
  private static final int RESEED = 4096;
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
    windows.findMoments();
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

  private void findMoments() {
    Sums sums = new Sums();
    boolean seeded = false;
    int sinceSeed = 0;
    for (int start = 0; start < kinds.length; start++) {
      if (kinds[start] == MISSING) {
        seeded = false;
        means[start] = Double.NaN;
        norms[start] = Double.NaN;
        continue;
      }
      if (!seeded || sinceSeed == RESEED) {
        sums.seed(values, start, length);
        seeded = true;
        sinceSeed = 0;
      } else {
        sums.slide(values[start - 1], values[start + length - 1]);
      }
      sinceSeed++;
      boolean constant = kinds[start] == CONSTANT;
      means[start] = constant ? values[start] : sums.mean(length);
      norms[start] = constant ? 0 : norm(sums, start);
    }
  }

  /** The root of the sum of squared deviations; never 0 for a window that is not constant. */
  private double norm(Sums sums, int start) {
    double squared = sums.squaredDeviations(length);
    if (squared > 0) {
      return Math.sqrt(squared);
    }
    double direct = 0;
    for (int i = start; i < start + length; i++) {
      direct += (values[i] - means[start]) * (values[i] - means[start]);
    }
    return Math.max(Math.sqrt(direct), Double.MIN_NORMAL);
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

  /** The mean of the window that starts here; NaN if it misses a value. */
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
   * The distance of two windows by its definition, in O(m): the same bits whichever comes first and
   * however the windows were found. Z-normalised, it is √(m·Σ(a′ − b′)²) with a′, b′ the deviations
   * divided by their norms: equal to √(2m(1 − ρ)), without that form's cancellation near 0.
   *
   * @return NaN if either window misses a value
   */
  public double distance(int start, int other) {
    if (kinds[start] != PLAIN || kinds[other] != PLAIN) {
      if (kinds[start] == MISSING || kinds[other] == MISSING) {
        return Double.NaN;
      }
      if (distance == Distance.Z_NORMALIZED) {
        return kinds[start] == kinds[other] ? 0 : Math.sqrt(length);
      }
    }
    return distance == Distance.Z_NORMALIZED
        ? Math.sqrt(
            length
                * squares(
                    start,
                    means[start],
                    1 / norms[start],
                    other,
                    means[other],
                    1 / norms[other]))
        : Math.sqrt(squares(start, 0, 1, other, 0, 1));
  }

  /** Sum of squared differences after shift and scale; four sums keep the processor busy. */
  private double squares(
      int start, double mean, double scale, int other, double otherMean, double otherScale) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < length; i += 4) {
      double u = (values[start + i] - mean) * scale - (values[other + i] - otherMean) * otherScale;
      double v =
          (values[start + i + 1] - mean) * scale
              - (values[other + i + 1] - otherMean) * otherScale;
      double w =
          (values[start + i + 2] - mean) * scale
              - (values[other + i + 2] - otherMean) * otherScale;
      double x =
          (values[start + i + 3] - mean) * scale
              - (values[other + i + 3] - otherMean) * otherScale;
      a += u * u;
      b += v * v;
      c += w * w;
      d += x * x;
    }
    for (; i < length; i++) {
      double u = (values[start + i] - mean) * scale - (values[other + i] - otherMean) * otherScale;
      a += u * u;
    }
    return (a + b) + (c + d);
  }

  /** Sliding sum and sum of squares, each as an unevaluated sum of two doubles. */
  private static final class Sums {
    private double sum;
    private double sumRest;
    private double squares;
    private double squaresRest;

    void seed(double[] values, int from, int length) {
      sum = 0;
      sumRest = 0;
      squares = 0;
      squaresRest = 0;
      for (int i = from; i < from + length; i++) {
        add(values[i], 1);
      }
    }

    void slide(double out, double in) {
      add(out, -1);
      add(in, 1);
    }

    private void add(double value, double sign) {
      addToSum(sign * value);
      double square = sign * value * value;
      addToSquares(square, Math.fma(sign * value, value, -square));
    }

    private void addToSum(double value) {
      double total = sum + value;
      double part = total - sum;
      double error = (sum - (total - part)) + (value - part);
      double rest = sumRest + error;
      sum = total + rest;
      sumRest = rest - (sum - total);
    }

    private void addToSquares(double value, double valueRest) {
      double total = squares + value;
      double part = total - squares;
      double error = (squares - (total - part)) + (value - part);
      double rest = squaresRest + error + valueRest;
      squares = total + rest;
      squaresRest = rest - (squares - total);
    }

    double mean(int length) {
      return sum / length + sumRest / length;
    }

    /** Σx² − (Σx)²/m. */
    double squaredDeviations(int length) {
      double high = sum * sum;
      double low = Math.fma(sum, sum, -high) + 2 * sum * sumRest;
      double quotient = high / length;
      double remainder = Math.fma(-quotient, length, high) + low;
      double difference = squares - quotient;
      double part = difference - squares;
      double error = (squares - (difference - part)) + (-quotient - part);
      return difference + (error + squaresRest - remainder / length);
    }
  }
}

package io.lakewright.discord.kernel;

import io.lakewright.discord.Distance;
import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.SubsequenceDistance;
import java.util.Arrays;

/**
 * Consecutive subsequences of a series, prepared for comparison. What is computed here depends on
 * the points of the block alone, so a block gives the same bits in whichever tile and task it is
 * used. Instances are reused: {@link #load} replaces the content.
 */
final class Block {
  /** Values beyond are missing: their squares would not be finite. */
  private static final double LARGEST = 1e150;

  /**
   * A recurrence runs on as long as norms do not fall below this part of the largest it has seen:
   * the error that it carries along is relative to that largest.
   */
  private static final double SMALLEST_PART = 1.0 / 32;

  /** What a subsequence can be compared with. */
  static final byte VARYING = 0;

  static final byte CONSTANT = 1;
  static final byte UNDEFINED = 2;

  final int m;
  final Distance distance;
  private final WindowMoments moments = new WindowMoments();

  /** Position of the first start in the series. */
  long first;

  /** Number of subsequences. */
  int starts;

  /** Their points, missing ones replaced; starts + m − 1 of them. */
  double[] x = {};

  double[] mean = {};

  /** What the rounding of the mean has left. */
  double[] correction = {};

  /** Sum of squared deviations from the rounded mean. */
  double[] squaredNorm = {};

  /** Half of the difference of the point that enters and the one that left; from start 1 on. */
  double[] df = {};

  /** Sum of the deviations of the same two points from the mean of their subsequence. */
  double[] dg = {};

  /**
   * What a covariance is scaled by, the reciprocal norm, or what is taken from it, half the squared
   * norm; NaN where no recurrence counts.
   */
  double[] weight = {};

  /** Mean times sqrt(m / 2); Euclidean only. */
  double[] level = {};

  byte[] kind = {};

  /** Whether some subsequence is constant and the distance z-normalised. */
  boolean hasConstants;

  /** Smallest start at or after each that is varying, and that is constant; starts if none. */
  int[] nextVarying = {};

  int[] nextConstant = {};

  /** Where recurrences are seeded: starts of segments, and the number of starts at the end. */
  int[] segments = new int[8];

  int segmentCount;

  Block(ProfileParameters parameters) {
    m = parameters.length();
    distance = parameters.distance();
  }

  /**
   * @param values of the series or a part of it; all from {@code offset} to {@code offset + count +
   *     m - 2} are needed
   * @param offset of the first start in {@code values}
   * @param position of the first start in the series
   * @param count of starts
   */
  void load(double[] values, int offset, long position, int count) {
    first = position;
    starts = count;
    reserve(count);
    copy(values, offset);
    classify(values, offset);
    moments.compute(x, count, m, mean, correction, squaredNorm);
    weigh();
    differences();
    if (hasConstants) {
      nextOfKind(VARYING, nextVarying);
      nextOfKind(CONSTANT, nextConstant);
    }
    cut();
  }

  private void reserve(int count) {
    if (x.length < count + m - 1) {
      x = new double[count + m - 1];
    }
    if (kind.length < count) {
      mean = new double[count];
      correction = new double[count];
      squaredNorm = new double[count];
      df = new double[count];
      dg = new double[count];
      weight = new double[count];
      kind = new byte[count];
      if (distance == Distance.EUCLIDEAN) {
        level = new double[count];
      }
    }
  }

  /** The distance of two subsequences, straight from the definition. */
  double distance(int start, Block other, int otherStart) {
    byte one = kind[start];
    byte two = other.kind[otherStart];
    if (one == UNDEFINED || two == UNDEFINED) {
      return Double.NaN;
    }
    if (distance == Distance.EUCLIDEAN) {
      return SubsequenceDistance.euclidean(x, start, other.x, otherStart, m);
    }
    if (one == CONSTANT || two == CONSTANT) {
      return one == two ? 0 : Math.sqrt(m);
    }
    return SubsequenceDistance.normalized(
        x,
        start,
        mean[start],
        Math.sqrt(squaredNorm[start]),
        other.x,
        otherStart,
        other.mean[otherStart],
        Math.sqrt(other.squaredNorm[otherStart]),
        m);
  }

  private void copy(double[] values, int offset) {
    int points = starts + m - 1;
    System.arraycopy(values, offset, x, 0, points);
    int known = 0;
    while (known < points && isMissing(x[known])) {
      known++;
    }
    // A stand-in near its neighbours keeps the recurrences that pass over it calm.
    double last = known < points ? x[known] : 0;
    for (int i = 0; i < points; i++) {
      if (isMissing(x[i])) {
        x[i] = last;
      } else {
        last = x[i];
      }
    }
  }

  static boolean isMissing(double value) {
    return !(Math.abs(value) <= LARGEST);
  }

  private void classify(double[] values, int offset) {
    hasConstants = false;
    // The first points of the run of present and of equal values that ends at the current one.
    int present = 0;
    int equal = 0;
    for (int i = 0; i < starts + m - 1; i++) {
      if (isMissing(values[offset + i])) {
        present = i + 1;
        equal = i + 1;
      } else if (i > equal && x[i] != x[i - 1]) {
        equal = i;
      }
      int start = i - m + 1;
      if (start >= 0) {
        kind[start] = present > start ? UNDEFINED : equal <= start ? CONSTANT : VARYING;
      }
    }
  }

  private void weigh() {
    double half = Math.sqrt(m / 2.0);
    for (int i = 0; i < starts; i++) {
      double squared = squaredNorm[i] - m * correction[i] * correction[i];
      if (distance == Distance.EUCLIDEAN) {
        weight[i] = kind[i] == UNDEFINED ? Double.NaN : squared / 2;
        level[i] = mean[i] * half;
        continue;
      }
      if (kind[i] == VARYING && !(squared >= Double.MIN_NORMAL)) {
        kind[i] = CONSTANT;
      }
      hasConstants |= kind[i] == CONSTANT;
      weight[i] = kind[i] == VARYING ? 1 / Math.sqrt(squared) : Double.NaN;
    }
  }

  private void differences() {
    for (int i = 1; i < starts; i++) {
      df[i] = (x[i + m - 1] - x[i - 1]) / 2;
      dg[i] =
          (x[i + m - 1] - mean[i] - correction[i]) + (x[i - 1] - mean[i - 1] - correction[i - 1]);
    }
  }

  private void nextOfKind(byte wanted, int[] unused) {
    int[] next = unused.length < starts + 1 ? new int[starts + 1] : unused;
    next[starts] = starts;
    for (int i = starts - 1; i >= 0; i--) {
      next[i] = kind[i] == wanted ? i : next[i + 1];
    }
    if (wanted == VARYING) {
      nextVarying = next;
    } else {
      nextConstant = next;
    }
  }

  private void cut() {
    segmentCount = 0;
    double largest = 0;
    for (int i = 0; i < starts; i++) {
      double norm = squaredNorm[i];
      if (i == 0 || (kind[i] == VARYING && norm < largest * (SMALLEST_PART * SMALLEST_PART))) {
        if (segmentCount + 2 > segments.length) {
          segments = Arrays.copyOf(segments, 2 * segments.length);
        }
        segments[segmentCount++] = i;
        largest = norm;
      } else if (norm > largest) {
        largest = norm;
      }
    }
    segments[segmentCount] = starts;
  }
}

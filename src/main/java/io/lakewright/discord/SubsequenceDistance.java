package io.lakewright.discord;

/**
 * The distance of two subsequences by its definition, O(m). Every distance that is reported is
 * computed here, whichever way the two were found, so that all algorithms report the same bits: the
 * result depends on the 2m values only, not on where a block of the series began.
 *
 * <p>Z-normalised: √(m·Σ(a′ − b′)²), a′ and b′ the deviations from the mean divided by the root of
 * their sum of squares. It equals √(2m(1 − ρ)) without that form's cancellation near 0. An error of
 * the means cancels to the second order, so that an offset does not show. Two constant subsequences
 * have ρ = 1, distance 0; a constant and another one ρ = 0.5, distance √m.
 */
public final class SubsequenceDistance {
  private SubsequenceDistance() {}

  /**
   * The distance of the subsequences that start at a and b.
   *
   * @return NaN if a value of either is missing: NaN or infinite
   */
  public static double between(double[] values, int a, int b, int length, Distance distance) {
    return between(values, a, values, b, length, distance);
  }

  /** The same for subsequences of two arrays. */
  public static double between(
      double[] x, int a, double[] y, int b, int length, Distance distance) {
    boolean constantA = constant(x, a, length);
    boolean constantB = constant(y, b, length);
    double meanA = mean(x, a, length, constantA);
    double meanB = mean(y, b, length, constantB);
    double normA = norm(x, a, length, meanA, constantA);
    double normB = norm(y, b, length, meanB, constantB);
    if (!(normA + normB < Double.POSITIVE_INFINITY)) {
      return Double.NaN;
    }
    if (distance == Distance.EUCLIDEAN) {
      return euclidean(x, a, y, b, length);
    }
    if (constantA || constantB) {
      return constantA && constantB ? 0 : Math.sqrt(length);
    }
    return normalized(x, a, meanA, normA, y, b, meanB, normB, length);
  }

  private static boolean constant(double[] values, int start, int length) {
    for (int i = 1; i < length; i++) {
      if (values[start + i] != values[start]) {
        return false;
      }
    }
    return true;
  }

  private static double mean(double[] values, int start, int length, boolean constant) {
    if (constant) {
      return values[start];
    }
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += values[start + i];
    }
    return sum / length;
  }

  private static double norm(
      double[] values, int start, int length, double mean, boolean constant) {
    double squares = 0;
    for (int i = 0; i < length; i++) {
      double deviation = values[start + i] - mean;
      squares += deviation * deviation;
    }
    return constant ? squares : root(squares);
  }

  /** Of what is not constant: never 0, even if its squares are too small for a double. */
  static double root(double squares) {
    return Math.max(Math.sqrt(squares), Double.MIN_NORMAL);
  }

  /**
   * The z-normalised distance of two subsequences, of one or two arrays, neither constant, whose
   * moments are at hand: the mean is the sum in the order of the values, divided by m; the norm the
   * root of the sum of squared deviations from that mean, in the same order.
   */
  public static double normalized(
      double[] x,
      int a,
      double meanA,
      double normA,
      double[] y,
      int b,
      double meanB,
      double normB,
      int length) {
    return Math.sqrt(length * squares(x, a, meanA, 1 / normA, y, b, meanB, 1 / normB, length));
  }

  /** The Euclidean distance of two subsequences, of one or two arrays, without missing values. */
  public static double euclidean(double[] x, int a, double[] y, int b, int length) {
    return Math.sqrt(squares(x, a, 0, 1, y, b, 0, 1, length));
  }

  /** Sum of squared differences after shift and scale; four sums keep the processor busy. */
  private static double squares(
      double[] x,
      int a,
      double meanA,
      double scaleA,
      double[] y,
      int b,
      double meanB,
      double scaleB,
      int length) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    for (; i + 3 < length; i += 4) {
      double d = (x[a + i] - meanA) * scaleA - (y[b + i] - meanB) * scaleB;
      double e = (x[a + i + 1] - meanA) * scaleA - (y[b + i + 1] - meanB) * scaleB;
      double f = (x[a + i + 2] - meanA) * scaleA - (y[b + i + 2] - meanB) * scaleB;
      double g = (x[a + i + 3] - meanA) * scaleA - (y[b + i + 3] - meanB) * scaleB;
      first += d * d;
      second += e * e;
      third += f * f;
      fourth += g * g;
    }
    for (; i < length; i++) {
      double d = (x[a + i] - meanA) * scaleA - (y[b + i] - meanB) * scaleB;
      first += d * d;
    }
    return (first + second) + (third + fourth);
  }
}

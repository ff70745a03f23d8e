package io.lakewright.discord.kernel;

import io.lakewright.discord.Distance;
import io.lakewright.discord.ProfileParameters;

/**
 * The distance of two subsequences, straight from the definition and from their own points only.
 * Every distance that a profile holds is this one, bit for bit.
 */
public final class SubsequenceDistance {
  private SubsequenceDistance() {}

  /**
   * @param values of the series; what is not finite is missing
   * @param a start of one subsequence
   * @param b start of the other
   * @return NaN if a point is missing; with {@link Distance#Z_NORMALIZED} 0 for two constant
   *     subsequences and sqrt(m) for a constant and a varying one
   */
  public static double between(double[] values, int a, int b, ProfileParameters parameters) {
    Block one = new Block(parameters);
    Block other = new Block(parameters);
    one.load(values, a, a, 1);
    other.load(values, b, b, 1);
    return between(one, 0, other, 0);
  }

  static double between(Block one, int a, Block other, int b) {
    byte kindA = one.kind[a];
    byte kindB = other.kind[b];
    if (kindA == Block.UNDEFINED || kindB == Block.UNDEFINED) {
      return Double.NaN;
    }
    if (one.distance == Distance.EUCLIDEAN) {
      return euclidean(one.x, a, other.x, b, one.m);
    }
    if (kindA == Block.CONSTANT || kindB == Block.CONSTANT) {
      return kindA == kindB ? 0 : Math.sqrt(one.m);
    }
    double sum = zNormalized(one.x, a, one.shift[a], one.weight[a], other, b);
    return Math.sqrt(one.m * sum);
  }

  private static double zNormalized(
      double[] x, int a, double shift, double weight, Block other, int b) {
    double[] y = other.x;
    double otherShift = other.shift[b];
    double otherWeight = other.weight[b];
    double firstX = x[a];
    double firstY = y[b];
    int m = other.m;
    double even = 0;
    double odd = 0;
    int k = 0;
    for (; k + 2 <= m; k += 2) {
      double d =
          (x[a + k] - firstX - shift) * weight - (y[b + k] - firstY - otherShift) * otherWeight;
      double e =
          (x[a + k + 1] - firstX - shift) * weight
              - (y[b + k + 1] - firstY - otherShift) * otherWeight;
      even += d * d;
      odd += e * e;
    }
    if (k < m) {
      double d =
          (x[a + k] - firstX - shift) * weight - (y[b + k] - firstY - otherShift) * otherWeight;
      even += d * d;
    }
    return even + odd;
  }

  private static double euclidean(double[] x, int a, double[] y, int b, int m) {
    double even = 0;
    double odd = 0;
    int k = 0;
    for (; k + 2 <= m; k += 2) {
      double d = x[a + k] - y[b + k];
      double e = x[a + k + 1] - y[b + k + 1];
      even += d * d;
      odd += e * e;
    }
    if (k < m) {
      double d = x[a + k] - y[b + k];
      even += d * d;
    }
    return Math.sqrt(even + odd);
  }
}

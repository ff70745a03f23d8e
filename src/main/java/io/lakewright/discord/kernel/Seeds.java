package io.lakewright.discord.kernel;

import java.util.Arrays;

/** Covariances of one subsequence with many, each from its points. */
final class Seeds {
  /** Subsequences that are worked on together, so that their sums stay in the nearest cache. */
  private static final int CHUNK = 512;

  private final int m;
  private final double[] deviations;

  Seeds(int m) {
    this.m = m;
    deviations = new double[m];
  }

  /**
   * @param one the block of the one subsequence
   * @param at its start in the block
   * @param from first start of the many in their block
   * @param products receives the sums of products of deviations from the means, from place 0 on
   */
  void products(Block one, int at, Block many, int from, int count, double[] products) {
    for (int k = 0; k < m; k++) {
      deviations[k] = one.x[at + k] - one.mean[at] - one.correction[at];
    }
    Arrays.fill(products, 0, count, 0);
    for (int chunk = 0; chunk < count; chunk += CHUNK) {
      int size = Math.min(CHUNK, count - chunk);
      int k = 0;
      for (; k + 4 <= m; k += 4) {
        add4(many.x, many.mean, from + chunk, k, size, products, chunk);
      }
      for (; k < m; k++) {
        add(many.x, many.mean, from + chunk, k, size, products, chunk);
      }
    }
  }

  private void add4(
      double[] x, double[] mean, int from, int k, int size, double[] products, int chunk) {
    double a = deviations[k];
    double b = deviations[k + 1];
    double c = deviations[k + 2];
    double d = deviations[k + 3];
    int point = from + k;
    for (int i = 0; i < size; i++) {
      double center = mean[from + i];
      products[chunk + i] +=
          (a * (x[point + i] - center) + b * (x[point + i + 1] - center))
              + (c * (x[point + i + 2] - center) + d * (x[point + i + 3] - center));
    }
  }

  private void add(
      double[] x, double[] mean, int from, int k, int size, double[] products, int chunk) {
    double a = deviations[k];
    for (int i = 0; i < size; i++) {
      products[chunk + i] += a * (x[from + k + i] - mean[from + i]);
    }
  }
}

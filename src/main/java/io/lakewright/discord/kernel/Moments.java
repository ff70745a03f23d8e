package io.lakewright.discord.kernel;

/**
 * Mean and norm of subsequences, each by two passes over its own points, with differences to its
 * first point: an offset of the series costs no digits, a spike elsewhere neither, and the bits are
 * the same wherever the subsequence is met.
 */
final class Moments {
  /** Starts that are worked on together, so that their sums stay in the nearest cache. */
  private static final int CHUNK = 256;

  private final double[] sum = new double[CHUNK];
  private final double[] rest = new double[CHUNK];
  private final double[] squares = new double[CHUNK];

  /**
   * Moments of the subsequences of length m that start at 0 to starts − 1.
   *
   * @param x finite values, starts + m − 1 of them
   * @param shifts receives mean less first point, for each start
   * @param squaredNorms receives the sum of squared deviations from the mean
   */
  void compute(double[] x, int starts, int m, double[] shifts, double[] squaredNorms) {
    for (int from = 0; from < starts; from += CHUNK) {
      int size = Math.min(CHUNK, starts - from);
      chunk(x, from, size, m);
      for (int i = 0; i < size; i++) {
        shifts[from + i] = sum[i];
        squaredNorms[from + i] = squares[i];
      }
    }
  }

  private void chunk(double[] x, int from, int size, int m) {
    for (int i = 0; i < size; i++) {
      sum[i] = 0;
      rest[i] = 0;
      squares[i] = 0;
    }
    for (int k = 1; k < m; k++) {
      addDifferences(x, from, from + k, size);
    }
    for (int i = 0; i < size; i++) {
      sum[i] /= m;
    }
    for (int k = 0; k < m; k++) {
      addDeviations(x, from, from + k, size);
    }
    for (int i = 0; i < size; i++) {
      double correction = rest[i] / m;
      sum[i] += correction;
      squares[i] = Math.max(0, squares[i] - rest[i] * correction);
    }
  }

  private void addDifferences(double[] x, int first, int at, int size) {
    for (int i = 0; i < size; i++) {
      sum[i] += x[at + i] - x[first + i];
    }
  }

  private void addDeviations(double[] x, int first, int at, int size) {
    for (int i = 0; i < size; i++) {
      double deviation = x[at + i] - x[first + i] - sum[i];
      rest[i] += deviation;
      squares[i] += deviation * deviation;
    }
  }
}

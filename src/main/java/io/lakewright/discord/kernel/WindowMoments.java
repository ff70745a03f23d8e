package io.lakewright.discord.kernel;

/**
 * Mean and norm of subsequences, each by two passes over its own points: a spike elsewhere costs no
 * digits. A third sum, the rest that the rounded mean leaves, corrects both, so that an offset of
 * the series costs none either.
 */
final class WindowMoments {
  /** Starts that are worked on together, so that their sums stay in the nearest cache. */
  private static final int CHUNK = 256;

  private final double[] rest = new double[CHUNK];

  /**
   * WindowMoments of the subsequences of length m that start at 0 to starts − 1.
   *
   * @param x finite values, starts + m − 1 of them
   * @param means receives the sums in the order of the points, divided by m
   * @param corrections receives what is to be added to a mean, which is less than a double resolves
   * @param squares receives the sums of squared deviations from {@code means}
   */
  void compute(
      double[] x, int starts, int m, double[] means, double[] corrections, double[] squares) {
    for (int from = 0; from < starts; from += CHUNK) {
      int size = Math.min(CHUNK, starts - from);
      for (int i = 0; i < size; i++) {
        means[from + i] = 0;
        squares[from + i] = 0;
        rest[i] = 0;
      }
      for (int k = 0; k < m; k++) {
        add(x, from + k, means, from, size);
      }
      for (int i = from; i < from + size; i++) {
        means[i] /= m;
      }
      for (int k = 0; k < m; k++) {
        addDeviations(x, from + k, means, from, size, squares);
      }
      for (int i = 0; i < size; i++) {
        corrections[from + i] = rest[i] / m;
      }
    }
  }

  private static void add(double[] x, int at, double[] sums, int from, int size) {
    for (int i = 0; i < size; i++) {
      sums[from + i] += x[at + i];
    }
  }

  private void addDeviations(
      double[] x, int at, double[] means, int from, int size, double[] squares) {
    for (int i = 0; i < size; i++) {
      double deviation = x[at + i] - means[from + i];
      rest[i] += deviation;
      squares[from + i] += deviation * deviation;
    }
  }
}

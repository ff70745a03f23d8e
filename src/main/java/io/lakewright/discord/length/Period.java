package io.lakewright.discord.length;

import java.util.Optional;

/**
 * The period of a series.
 *
 * @param points from one repetition to the next
 * @param correlation of the series with itself a period later, −1 to 1 or so
 */
record Period(int points, double correlation) {
  /** The shortest period that is looked for. */
  static final int SHORTEST = 4;

  /** A peak counts if it is not much lower than the highest: multiples of a period peak as well. */
  private static final double SHARE = 0.8;

  /** Less than this is not called a period. */
  private static final double WEAKEST = 0.1;

  /**
   * Scales: the longest lag looked at, and the width of the moving mean that is taken away. Short
   * ones stand a level that wanders, long ones see long periods.
   */
  private static final int[] SCALES = {256, 1024, 4096};

  /** The period of a series, if it has one that fits in at least four times. */
  static Optional<Period> of(double[] values) {
    Optional<Period> best = Optional.empty();
    for (int scale : SCALES) {
      int longest = Math.min(scale, values.length / 4);
      Optional<Period> found =
          longest > 2 * SHORTEST ? first(Autocorrelation.of(values, longest)) : Optional.empty();
      if (found.isPresent()
          && (best.isEmpty() || found.get().correlation * SHARE > best.get().correlation)) {
        best = found;
      }
      if (longest < scale) {
        break;
      }
    }
    return best;
  }

  /** The first peak, beyond the lag at which neighbours no longer resemble, that counts. */
  private static Optional<Period> first(Autocorrelation correlation) {
    int from = 1;
    while (from <= correlation.longest() && correlation.at(from) > 0) {
      from++;
    }
    from = Math.max(from, SHORTEST);
    double highest = WEAKEST;
    for (int lag = from; lag < correlation.longest(); lag++) {
      highest = isPeak(correlation, lag) ? Math.max(highest, correlation.at(lag)) : highest;
    }
    for (int lag = from; lag < correlation.longest(); lag++) {
      if (correlation.at(lag) >= SHARE * highest
          && correlation.at(lag) > WEAKEST
          && isPeak(correlation, lag)) {
        return Optional.of(new Period(lag, correlation.at(lag)));
      }
    }
    return Optional.empty();
  }

  /** Whether no lag within an eighth is higher. */
  private static boolean isPeak(Autocorrelation correlation, int lag) {
    int reach = Math.max(1, lag / 8);
    if (lag + reach > correlation.longest()) {
      return false;
    }
    for (int other = lag - reach; other <= lag + reach; other++) {
      if (correlation.at(other) > correlation.at(lag)) {
        return false;
      }
    }
    return true;
  }
}

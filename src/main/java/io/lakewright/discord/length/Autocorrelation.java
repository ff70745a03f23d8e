package io.lakewright.discord.length;

import io.lakewright.discord.RealFft;
import java.util.Arrays;

/**
 * How much a series resembles itself some points later: the autocorrelation by lag, made robust.
 *
 * <p>What would hide a period is taken away first: values far beyond the central 98 % are clipped,
 * so that one spike does not count more than all the rest; the centred moving mean over the longest
 * lag is subtracted, so that a trend or a wandering level does not correlate everything with
 * everything; missing values are left out of every sum, and each lag is divided by the number of
 * pairs it has.
 */
final class Autocorrelation {
  private final double[] byLag;

  private Autocorrelation(double[] byLag) {
    this.byLag = byLag;
  }

  /**
   * The autocorrelation for lags from 0 to the longest.
   *
   * @param longest lag; less than the number of values
   */
  static Autocorrelation of(double[] values, int longest) {
    double[] cleaned = clip(values);
    double[] present = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      present[i] = Double.isFinite(cleaned[i]) ? 1 : 0;
    }
    flatten(cleaned, present, longest);
    double[] products = selfProducts(cleaned, longest);
    double[] pairs = selfProducts(present, longest);
    double variance = products[0] / Math.max(1, pairs[0]);
    double[] byLag = new double[longest + 1];
    for (int lag = 0; lag <= longest; lag++) {
      boolean known = variance > 0 && pairs[lag] > 0.5;
      byLag[lag] = known ? products[lag] / Math.rint(pairs[lag]) / variance : 0;
    }
    return new Autocorrelation(byLag);
  }

  /** From −1 to 1, about. */
  double at(int lag) {
    return byLag[lag];
  }

  int longest() {
    return byLag.length - 1;
  }

  private static double[] clip(double[] values) {
    double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    if (sorted.length == 0) {
      return values.clone();
    }
    double low = sorted[(sorted.length - 1) / 100];
    double high = sorted[(int) ((sorted.length - 1) * 0.99)];
    double margin = high - low;
    double[] clipped = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      clipped[i] =
          Double.isFinite(values[i])
              ? Math.max(low - margin, Math.min(high + margin, values[i]))
              : Double.NaN;
    }
    return clipped;
  }

  /** Subtracts the centred moving mean over about {@code width} points; missing values become 0. */
  private static void flatten(double[] values, double[] present, int width) {
    double first = 0;
    for (int i = 0; i < values.length && first == 0; i++) {
      first = present[i] > 0 ? values[i] : 0;
    }
    double[] sums = new double[values.length + 1];
    double[] counts = new double[values.length + 1];
    for (int i = 0; i < values.length; i++) {
      sums[i + 1] = sums[i] + (present[i] > 0 ? values[i] - first : 0);
      counts[i + 1] = counts[i] + present[i];
    }
    for (int i = 0; i < values.length; i++) {
      int reach = Math.min(width / 2, Math.min(i, values.length - 1 - i));
      int from = Math.max(0, i - Math.max(reach, width / 4));
      int to = Math.min(values.length, i + Math.max(reach, width / 4) + 1);
      double mean = first + (sums[to] - sums[from]) / Math.max(1, counts[to] - counts[from]);
      values[i] = present[i] > 0 ? values[i] - mean : 0;
    }
  }

  /** Σ x(t)·x(t + lag). */
  private static double[] selfProducts(double[] values, int longest) {
    RealFft fft = new RealFft(RealFft.sizeFor((long) values.length + longest));
    double[] spectrum = Arrays.copyOf(values, fft.size());
    fft.forward(spectrum);
    RealFft.correlate(spectrum, spectrum, spectrum);
    fft.inverseUnscaled(spectrum);
    double[] products = Arrays.copyOf(spectrum, longest + 1);
    for (int lag = 0; lag <= longest; lag++) {
      products[lag] *= 2.0 / fft.size();
    }
    return products;
  }
}

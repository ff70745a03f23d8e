package io.lakewright.discord.damp;

import io.lakewright.discord.Distance;
import io.lakewright.discord.Windows;

/**
 * What makes a similarity of a product, so that both distances are searched by the same loop: dot ·
 * scale + offset is ρ, or the product of two windows less half the squared norm of the other one,
 * each taken about the mean of the series. Offsets hide what has no product: a missing value is
 * never similar, a constant window always half.
 */
final class Similarity {
  private static final double ULP = Math.ulp(1.0);

  private final Windows windows;
  private final boolean normalized;
  private final double center;
  private final double[] scales;
  private final double[] offsets;

  Similarity(double[] values, Windows windows) {
    this.windows = windows;
    normalized = windows.distance() == Distance.Z_NORMALIZED;
    center = normalized ? 0 : mean(values);
    scales = new double[windows.size()];
    offsets = normalized ? new double[windows.size()] : halfSquares(values);
    for (int start = 0; start < scales.length; start++) {
      if (windows.missing(start)) {
        offsets[start] = Double.NEGATIVE_INFINITY;
      } else if (!normalized) {
        scales[start] = 1;
      } else if (windows.constant(start)) {
        offsets[start] = 0.5;
      } else {
        scales[start] = 1 / windows.norm(start);
      }
    }
  }

  private static double mean(double[] values) {
    double mean = 0;
    int present = 0;
    for (double value : values) {
      if (Double.isFinite(value)) {
        mean += (value - mean) / ++present;
      }
    }
    return mean;
  }

  private double[] halfSquares(double[] values) {
    double[] sums = new double[windows.size()];
    for (int i = 0; i < windows.length(); i++) {
      for (int start = 0; start < sums.length; start++) {
        double value = values[start + i] - center;
        sums[start] -= value * value / 2;
      }
    }
    return sums;
  }

  /** What plain windows are taken about; 0 for normalised ones, which have means of their own. */
  double center() {
    return center;
  }

  /** Factors of products, by start. */
  double[] scales() {
    return scales;
  }

  /** What is added to them, by start. */
  double[] offsets() {
    return offsets;
  }

  /** Makes this window the query. */
  void ask(SlidingDots dots, int start) {
    if (normalized) {
      dots.query(start, windows.mean(start), 1 / windows.norm(start));
    } else {
      dots.query(start, center, 1);
    }
  }

  /** The least similarity to the query that a window at this distance may show. */
  double least(int query, double distance) {
    double squared = distance * distance * (1 + 16 * ULP);
    return normalized
        ? 1 - squared / (2 * windows.length()) - 16 * ULP
        : -offsets[query] * (1 - sumError()) - squared / 2;
  }

  /** How much too small a product of the query with a window of a block may be. */
  double error(SlidingDots dots, int query, int block) {
    if (normalized) {
      return dots.error(block);
    }
    double norm = dots.blockNorm(block);
    return dots.error(block) * Math.sqrt(-2 * offsets[query]) + sumError() * norm * norm;
  }

  /** Of a sum of m squares, in each of which the difference is rounded too. */
  private double sumError() {
    return (16 + windows.length()) * ULP;
  }
}

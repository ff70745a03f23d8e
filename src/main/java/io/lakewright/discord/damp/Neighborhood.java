package io.lakewright.discord.damp;

import io.lakewright.discord.Distance;
import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.Windows;

/**
 * What is known of the nearest earlier neighbour of each subsequence, and the search for more.
 *
 * <p>Blocks of products only propose. A neighbour counts when its distance has been computed
 * directly ({@link Windows#distance}); a product is passed over only if it is further away than the
 * nearest neighbour known by more than its error can be. So a completed search gives the exact
 * distance and the smallest start among the nearest, bit for bit what comparing all pairs directly
 * gives.
 */
final class Neighborhood {
  private final Windows windows;
  private final int exclusion;
  private final long lookback;
  private final Similarity similarity;
  private final SlidingDots dots;
  private final ConstantWindows constants;

  private final double[] bounds;
  private final int[] neighbors;

  /** Everything from here up to the exclusion zone has been compared. */
  private final int[] searchedDownTo;

  private long cells;
  private long direct;

  Neighborhood(double[] values, ProfileParameters parameters) {
    windows = Windows.of(values, parameters.length(), parameters.distance());
    exclusion = parameters.exclusion();
    lookback = parameters.lookback();
    boolean normalized = parameters.distance() == Distance.Z_NORMALIZED;
    similarity = new Similarity(values, windows);
    dots = new SlidingDots(values, parameters.length(), similarity.center(), normalized);
    constants = normalized ? ConstantWindows.of(windows) : ConstantWindows.NONE;
    bounds = new double[windows.size()];
    neighbors = new int[windows.size()];
    searchedDownTo = new int[windows.size()];
    for (int start = 0; start < bounds.length; start++) {
      bounds[start] = windows.missing(start) ? Double.NaN : Double.POSITIVE_INFINITY;
      neighbors[start] = -1;
      searchedDownTo[start] = start - exclusion + 1;
    }
  }

  int size() {
    return bounds.length;
  }

  boolean missing(int start) {
    return windows.missing(start);
  }

  double[] bounds() {
    return bounds;
  }

  int[] neighbors() {
    return neighbors;
  }

  long cells() {
    return cells;
  }

  long direct() {
    return direct;
  }

  /** Whether the bound of this start is its distance. */
  boolean complete(int start) {
    return searchedDownTo[start] <= oldest(start);
  }

  private int oldest(int start) {
    return (int) Math.max(0, start - Math.min(lookback, start));
  }

  /** Compares with one earlier start, if that may be compared. */
  void tryNeighbor(int start, int candidate) {
    if (candidate >= oldest(start)
        && candidate <= start - exclusion
        && !windows.missing(candidate)) {
      compare(start, candidate);
    }
  }

  private void compare(int start, int candidate) {
    direct++;
    double distance = windows.distance(start, candidate);
    if (distance < bounds[start] || (distance == bounds[start] && candidate < neighbors[start])) {
      bounds[start] = distance;
      neighbors[start] = candidate;
    }
  }

  /**
   * Searches the history of a start, newest first, until its bound is at most {@code enough} or all
   * of it has been compared.
   */
  void searchBack(int start, double enough) {
    if (constants.has(start)) {
      searchConstant(start);
      return;
    }
    boolean asked = false;
    int stride = dots.stride();
    int oldest = oldest(start);
    while (bounds[start] > enough && searchedDownTo[start] > oldest) {
      if (!asked) {
        similarity.ask(dots, start);
        asked = true;
      }
      int newest = searchedDownTo[start] - 1;
      int block = newest / stride;
      int from = Math.max(oldest, block * stride);
      if (searchBlock(start, block, from, newest, enough)) {
        searchedDownTo[start] = from;
      }
    }
  }

  /**
   * @return whether all of the block was compared; if not, the bound is enough
   */
  private boolean searchBlock(int start, int block, int from, int to, double enough) {
    int first = block * dots.stride();
    double[] products = dots.dots(block);
    double[] scales = similarity.scales();
    double[] offsets = similarity.offsets();
    cells += dots.stride();
    int nearest = from;
    double best = Double.NEGATIVE_INFINITY;
    for (int other = from; other <= to; other++) {
      double similar = products[other - first] * scales[other] + offsets[other];
      if (similar > best) {
        best = similar;
        nearest = other;
      }
    }
    if (best == Double.NEGATIVE_INFINITY) {
      return true;
    }
    compare(start, nearest);
    if (bounds[start] <= enough) {
      return false;
    }
    double error = similarity.error(dots, start, block);
    double least = similarity.least(start, bounds[start]);
    for (int other = from; other <= to; other++) {
      double atMost = (products[other - first] + error) * scales[other] + offsets[other];
      if (atMost >= least && other != nearest) {
        compare(start, other);
        if (bounds[start] <= enough) {
          return false;
        }
        least = similarity.least(start, bounds[start]);
      }
    }
    return true;
  }

  private void searchConstant(int start) {
    int neighbor = constants.nearest(start, oldest(start), start - exclusion);
    direct++;
    if (neighbor >= 0) {
      bounds[start] = windows.distance(start, neighbor);
      neighbors[start] = neighbor;
    }
    searchedDownTo[start] = oldest(start);
  }

  /**
   * Compares later starts with this one, and notes those whose bound thereby becomes at most {@code
   * enough}.
   *
   * @param count how many of them, from the end of the exclusion zone on
   */
  void searchAhead(int start, int count, double enough) {
    int first = start + exclusion;
    int last =
        (int)
            Math.min(
                Math.min((long) first + count, size()) - 1, start + Math.min(lookback, size()));
    if (first > last || constants.has(start)) {
      return;
    }
    similarity.ask(dots, start);
    double[] scales = similarity.scales();
    double[] offsets = similarity.offsets();
    int stride = dots.stride();
    for (int block = first / stride; block * stride <= last; block++) {
      int begin = block * stride;
      double[] products = dots.dots(block);
      cells += stride;
      double least = similarity.least(start, enough);
      int end = Math.min(last, begin + stride - 1);
      for (int later = Math.max(first, begin); later <= end; later++) {
        if (products[later - begin] * scales[later] + offsets[later] >= least
            && bounds[later] > enough) {
          compare(later, start);
        }
      }
    }
  }
}

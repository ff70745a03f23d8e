package io.lakewright.discord;

import java.util.Arrays;

/**
 * Takes the largest distances of successive subsequences one after the other, none of which shares
 * a point with one taken before; of equal distances the smallest start first.
 *
 * <p>Starts lie in cells of m, each with its best free start. Two starts of a cell overlap, so a
 * cell gives one at most, and what is taken changes its own cell and the two beside it. Cost: O(n)
 * once, then O(n / m + m) for each.
 */
public final class NonOverlapping {
  private static final int NONE = -1;

  private final double[] distances;
  private final int from;
  private final int to;
  private final int m;
  private final int[] best;
  private final int[] taken;

  /** Starts from here to before there are not overlapped by what was taken outside. */
  private int free;

  private int end;

  /**
   * All finite distances in a range are free.
   *
   * @param distances by start
   * @param from the first start that may be taken
   * @param to the start after the last one that may be
   * @param length of a subsequence, m
   */
  public NonOverlapping(double[] distances, int from, int to, int length) {
    this.distances = distances;
    this.from = from;
    this.to = Math.max(from, to);
    this.m = length;
    free = from;
    end = this.to;
    int cells = (int) (((long) this.to - from + m - 1) / m);
    best = new int[cells];
    taken = new int[cells];
    Arrays.fill(taken, NONE);
    for (int cell = 0; cell < cells; cell++) {
      find(cell);
    }
  }

  /** Takes a start, which may be outside of the range: what overlaps it is not free any more. */
  public void take(long start) {
    if (start < from) {
      free = (int) Math.max(free, Math.min(to, start + m));
      find(0);
    } else if (start >= to) {
      end = (int) Math.min(end, Math.max(from, start - m + 1));
      find(best.length - 1);
      find(best.length - 2);
    } else {
      int cell = (int) (start - from) / m;
      taken[cell] = (int) start;
      find(cell - 1);
      find(cell);
      find(cell + 1);
    }
  }

  /** Takes the free start with the largest distance; -1 if none is free. */
  public int next() {
    int largest = NONE;
    for (int start : best) {
      if (start >= 0 && (largest < 0 || distances[start] > distances[largest])) {
        largest = start;
      }
    }
    if (largest >= 0) {
      take(largest);
    }
    return largest;
  }

  private void find(int cell) {
    if (cell < 0 || cell >= best.length) {
      return;
    }
    best[cell] = NONE;
    if (taken[cell] >= 0) {
      return;
    }
    int first = Math.max(free, from + cell * m);
    int last = (int) Math.min(end, from + (cell + 1L) * m) - 1;
    if (cell > 0 && taken[cell - 1] >= 0) {
      first = Math.max(first, taken[cell - 1] + m);
    }
    if (cell + 1 < best.length && taken[cell + 1] >= 0) {
      last = Math.min(last, taken[cell + 1] - m);
    }
    for (int start = first; start <= last; start++) {
      double distance = distances[start];
      if (Double.isFinite(distance) && (best[cell] < 0 || distance > distances[best[cell]])) {
        best[cell] = start;
      }
    }
  }
}

package io.lakewright.discord.tile;

import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.kernel.Grid;
import java.io.Serializable;

/**
 * How a series is cut into blocks and the comparisons into tiles. It depends on the number of
 * points and on the parameters, never on the cluster.
 *
 * @param points of the series
 * @param from the first start whose distance is wanted
 * @param size starts in a block
 * @param stride starts whose recurrences begin together, beyond which a reference block reaches
 */
record TileGrid(long points, long from, int size, int stride, ProfileParameters parameters)
    implements Serializable {
  /** A tile should take much longer than to start a task and to prepare its two blocks. */
  private static final long SMALLEST = 1 << 15;

  /** And hold little: seven arrays of this many doubles for each of its two blocks. */
  private static final long LARGEST = 1 << 18;

  /** Along lags a comparison takes longer. */
  private static final long LARGEST_OF_LAGS = 1 << 16;

  /** Blocks of queries: enough for several hundred tiles. */
  private static final long WANTED_BLOCKS = 32;

  /** Blocks that few queries are compared with. */
  private static final long WANTED_REFERENCES = 256;

  /** Spark keeps a few hundred bytes for each tile on the driver. */
  private static final long MOST_BLOCKS = 1024;

  /**
   * The grid of a series.
   *
   * @param from the first start whose distance is wanted
   * @param comparison what compares two blocks
   */
  static TileGrid of(long points, long from, ProfileParameters parameters, Comparison comparison) {
    if (points < 0) {
      throw new IllegalArgumentException(
          "Number of points must not be negative, cannot be: " + points);
    }
    int m = parameters.length();
    int stride = comparison.stride(m);
    long largest = stride > 1 ? LARGEST_OF_LAGS : LARGEST;
    long wanted = Math.max(Math.max(1, points - from) / WANTED_BLOCKS, points / WANTED_REFERENCES);
    long size = Grid.powerOfTwo(Math.max(1, wanted));
    size = Math.min(largest, Math.max(SMALLEST, size));
    size = Math.max(size, Grid.powerOfTwo(Math.max(1, points / MOST_BLOCKS)));
    return new TileGrid(
        points, from, Math.toIntExact(Math.max(size, comparison.smallest(m))), stride, parameters);
  }

  /** The number of subsequences. */
  long starts() {
    return Math.max(0, points - parameters.length() + 1);
  }

  int blocks() {
    return Math.toIntExact((starts() + size - 1) / size);
  }

  long first(int block) {
    return (long) block * size;
  }

  /** Points of a block with its halo: those of the subsequences that start in it. */
  int queryPoints(int block) {
    return (int) Math.min(size + parameters.length() - 1L, points - first(block));
  }

  /** Points of a block with all that recurrences reach which begin in it. */
  int pointsOf(int block) {
    return (int) Math.min(size + parameters.length() + stride - 2L, points - first(block));
  }

  /** Whether queries of one block may be compared with subsequences of the other, or are it. */
  boolean isTile(int query, int reference) {
    long lastQuery = Math.min(starts(), first(query) + size) - 1;
    if (lastQuery < from) {
      return false;
    }
    if (query == reference) {
      return true;
    }
    // Recurrences that begin before the series have to wait for it: they are the first block's.
    long lastBegin = reference == 0 ? lastQuery : lastQuery / stride * stride;
    long lastReference = first(reference) + size - 1;
    return lastBegin - parameters.exclusion() >= first(reference)
        && first(query) - parameters.lookback() <= lastReference
        && reference < query;
  }

  /** The number of tiles. */
  long tiles() {
    long tiles = 0;
    for (int query = 0; query < blocks(); query++) {
      for (int reference = 0; reference <= query; reference++) {
        tiles += isTile(query, reference) ? 1 : 0;
      }
    }
    return tiles;
  }
}

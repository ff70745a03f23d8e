package io.lakewright.discord.tile;

import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.kernel.Grid;
import java.io.Serializable;

/**
 * How a series is cut into blocks and the comparisons into tiles. It depends on the number of
 * points and on the parameters, never on the cluster.
 *
 * @param points of the series
 * @param size starts in a block
 */
record TileGrid(long points, int size, ProfileParameters parameters) implements Serializable {
  /** A task should take much longer than Spark needs to start it. */
  private static final long SMALLEST = 1 << 14;

  /** And hold little: seven arrays of this many doubles for each of its two blocks. */
  private static final long LARGEST = 1 << 18;

  /** Enough for several hundred tiles. */
  private static final long WANTED_BLOCKS = 32;

  /** Spark keeps a few hundred bytes for each tile on the driver. */
  private static final long MOST_BLOCKS = 1024;

  static TileGrid of(long points, ProfileParameters parameters) {
    if (points < 0) {
      throw new IllegalArgumentException(
          "Number of points must not be negative, cannot be: " + points);
    }
    int m = parameters.length();
    long size = Grid.powerOfTwo(Math.max(1, points / WANTED_BLOCKS));
    size = Math.min(LARGEST, Math.max(SMALLEST, size));
    size = Math.max(size, Grid.powerOfTwo(Math.max(1, points / MOST_BLOCKS)));
    // A halo reaches into the next block only.
    size = Math.max(Math.max(Grid.blockSize(m), Grid.powerOfTwo(m)), size);
    return new TileGrid(points, Math.toIntExact(size), parameters);
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
  int pointsOf(int block) {
    return (int) Math.min(size + parameters.length() - 1, points - first(block));
  }

  /** Whether queries of one block may be compared with subsequences of the other, or are it. */
  boolean isTile(int query, int reference) {
    if (query == reference) {
      return true;
    }
    long lastQuery = Math.min(starts(), first(query) + size) - 1;
    long lastReference = first(reference) + size - 1;
    return lastQuery - parameters.exclusion() >= first(reference)
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

package io.lakewright.discord.kernel;

import io.lakewright.discord.ProfileParameters;
import java.util.List;

/** The profile of one block of subsequences against a run of blocks. */
final class BlockProfiler {
  private final long lookback;
  private final Tile tile;
  private final BestMatches best = new BestMatches();

  BlockProfiler(ProfileParameters parameters, Kernels kernels) {
    lookback = parameters.lookback();
    tile = new Tile(parameters, kernels.of(parameters.distance()));
  }

  /**
   * Profiles the subsequences of one block.
   *
   * @param references successive blocks of the grid, all but the last of the same size
   * @param at place of the first subsequence's result
   */
  void profile(
      Block queries, List<Block> references, double[] distances, long[] neighbors, int at) {
    best.reset(queries.starts);
    long end = queries.first + queries.starts;
    for (Block block : references) {
      if (block.first < end && queries.first - lookback <= block.first + block.starts - 1) {
        tile.compare(queries, block, best);
      }
    }
    Block origin = references.get(0);
    for (int row = 0; row < queries.starts; row++) {
      boolean undefined = queries.kind[row] == Block.UNDEFINED;
      long neighbor = undefined ? -1 : best.start[row];
      neighbors[at + row] = neighbor;
      if (neighbor < 0) {
        distances[at + row] = undefined ? Double.NaN : Double.POSITIVE_INFINITY;
      } else {
        int offset = (int) (neighbor - origin.first);
        Block block = references.get(offset / origin.starts);
        distances[at + row] = queries.distance(row, block, offset % origin.starts);
      }
    }
  }

  /** The scores of the last profile. */
  BestMatches best() {
    return best;
  }
}

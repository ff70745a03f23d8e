package io.lakewright.discord.kernel;

import io.lakewright.discord.ProfileParameters;
import java.util.List;

/** The profile of one block of a series whose blocks are all at hand. */
final class BlockProfiler {
  private final long lookback;
  private final int blockSize;
  private final Tile tile;
  private final BestMatches best = new BestMatches();

  BlockProfiler(ProfileParameters parameters, Kernels kernels) {
    lookback = parameters.lookback();
    blockSize = Grid.blockSize(parameters.length());
    tile = new Tile(parameters, kernels.of(parameters.distance()));
  }

  /** Fills the places of the block's own starts. */
  void profile(List<Block> blocks, int index, double[] distances, long[] neighbors) {
    Block queries = blocks.get(index);
    best.reset(queries.starts);
    long earliest = lookback >= queries.first ? 0 : queries.first - lookback;
    for (int j = (int) (earliest / blockSize); j <= index; j++) {
      tile.compare(queries, blocks.get(j), best);
    }
    int at = (int) queries.first;
    for (int row = 0; row < queries.starts; row++) {
      boolean undefined = queries.kind[row] == Block.UNDEFINED;
      long neighbor = undefined ? -1 : best.start[row];
      neighbors[at + row] = neighbor;
      if (neighbor < 0) {
        distances[at + row] = undefined ? Double.NaN : Double.POSITIVE_INFINITY;
      } else {
        Block references = blocks.get((int) (neighbor / blockSize));
        distances[at + row] = queries.distance(row, references, (int) (neighbor % blockSize));
      }
    }
  }
}

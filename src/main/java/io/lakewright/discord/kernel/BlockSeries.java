package io.lakewright.discord.kernel;

import io.lakewright.discord.ProfileParameters;
import java.util.ArrayList;
import java.util.List;

/** The subsequences of a series, or of a part of it, as blocks of the grid; reused. */
final class BlockSeries {
  private final ProfileParameters parameters;
  private final int blockSize;
  private final List<Block> pool = new ArrayList<>();
  private int used;

  BlockSeries(ProfileParameters parameters) {
    this(parameters, Grid.blockSize(parameters.length()));
  }

  BlockSeries(ProfileParameters parameters, int blockSize) {
    this.parameters = parameters;
    this.blockSize = blockSize;
  }

  /**
   * Replaces the content.
   *
   * @param count of the values that belong to the part
   * @param position of the first value in the series; a multiple of the block size
   * @return the number of subsequences
   */
  int load(double[] values, int count, long position) {
    int starts = Math.max(0, count - parameters.length() + 1);
    used = 0;
    for (int from = 0; from < starts; from += blockSize) {
      if (used == pool.size()) {
        pool.add(new Block(parameters));
      }
      pool.get(used++).load(values, from, position + from, Math.min(blockSize, starts - from));
    }
    return starts;
  }

  List<Block> blocks() {
    return used == pool.size() ? pool : pool.subList(0, used);
  }
}

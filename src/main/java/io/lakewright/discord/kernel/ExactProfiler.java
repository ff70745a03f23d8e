package io.lakewright.discord.kernel;

import io.lakewright.discord.LeftProfile;
import io.lakewright.discord.ProfileParameters;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes the exact left matrix profiles of many series, one after the other, in the same memory.
 * Not for use by several threads at once.
 */
public final class ExactProfiler {
  private final ProfileParameters parameters;
  private final int blockSize;
  private final BlockProfiler profiler;
  private final List<Block> blocks = new ArrayList<>();

  public ExactProfiler(ProfileParameters parameters) {
    this(parameters, Kernels.FASTEST);
  }

  ExactProfiler(ProfileParameters parameters, Kernels kernels) {
    this.parameters = parameters;
    blockSize = Grid.blockSize(parameters.length());
    profiler = new BlockProfiler(parameters, kernels);
  }

  /**
   * The profile of a series.
   *
   * @param values what is not finite is missing
   * @param count of the values that belong to the series, from the first on
   * @return empty if there are fewer than m values
   */
  public LeftProfile profile(double[] values, int count) {
    int starts = Math.max(0, count - parameters.length() + 1);
    double[] distances = new double[starts];
    long[] neighbors = new long[starts];
    profile(values, count, distances, neighbors);
    return new LeftProfile(distances, neighbors);
  }

  /**
   * The same into the caller's arrays, whose first count − m + 1 places are filled.
   *
   * @return count − m + 1, or 0 if there are fewer than m values
   */
  public int profile(double[] values, int count, double[] distances, long[] neighbors) {
    int starts = Math.max(0, count - parameters.length() + 1);
    int used = 0;
    for (int from = 0; from < starts; from += blockSize) {
      if (used == blocks.size()) {
        blocks.add(new Block(parameters));
      }
      blocks.get(used++).load(values, from, from, Math.min(blockSize, starts - from));
    }
    for (int i = 0; i < used; i++) {
      profiler.profile(blocks, i, distances, neighbors);
    }
    return starts;
  }
}

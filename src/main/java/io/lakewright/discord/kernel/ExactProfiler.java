package io.lakewright.discord.kernel;

import io.lakewright.discord.LeftProfile;
import io.lakewright.discord.ProfileParameters;

/**
 * Computes the exact left matrix profiles of many series, one after the other, in the same memory.
 * Not for use by several threads at once.
 */
public final class ExactProfiler {
  private final int length;
  private final BlockProfiler profiler;
  private final BlockSeries series;

  public ExactProfiler(ProfileParameters parameters) {
    this(parameters, Kernels.FASTEST, Grid.blockSize(parameters.length()));
  }

  ExactProfiler(ProfileParameters parameters, Kernels kernels, int blockSize) {
    length = parameters.length();
    profiler = new BlockProfiler(parameters, kernels);
    series = new BlockSeries(parameters, blockSize);
  }

  /**
   * The profile of a series.
   *
   * @param values what is not finite is missing
   * @param count of the values that belong to the series, from the first on
   * @return empty if there are fewer than m values
   */
  public LeftProfile profile(double[] values, int count) {
    int starts = Math.max(0, count - length + 1);
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
    int starts = series.load(values, count, 0);
    for (Block block : series.blocks()) {
      profiler.profile(block, series.blocks(), distances, neighbors, (int) block.first);
    }
    return starts;
  }
}

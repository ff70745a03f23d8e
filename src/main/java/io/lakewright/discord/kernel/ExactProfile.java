package io.lakewright.discord.kernel;

import io.lakewright.discord.LeftProfile;
import io.lakewright.discord.ProfileParameters;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The exact left matrix profile of one series in memory. */
public final class ExactProfile {
  private ExactProfile() {}

  /**
   * Computes it in this thread.
   *
   * @param values of the series; what is not finite is missing
   * @return by start of subsequence; empty if there are fewer than m values
   */
  public static LeftProfile of(double[] values, ProfileParameters parameters) {
    return new ExactProfiler(parameters).profile(values, values.length);
  }

  /**
   * The same, the same bits, by several threads.
   *
   * @param threads to be started, at least 1
   */
  public static LeftProfile of(double[] values, ProfileParameters parameters, int threads) {
    return of(values, parameters, threads, Kernels.FASTEST);
  }

  static LeftProfile of(
      double[] values, ProfileParameters parameters, int threads, Kernels kernels) {
    if (threads < 1) {
      throw new IllegalArgumentException(
          "Number of threads must be at least 1, cannot be: " + threads);
    }
    BlockSeries series = new BlockSeries(parameters);
    int starts = series.load(values, values.length, 0);
    List<Block> blocks = series.blocks();
    double[] distances = new double[starts];
    long[] neighbors = new long[starts];
    // The last block has the most to be compared with: the longest work first.
    AtomicInteger left = new AtomicInteger(blocks.size());
    Runnable worker =
        () -> {
          BlockProfiler profiler = new BlockProfiler(parameters, kernels);
          for (int i = left.decrementAndGet(); i >= 0; i = left.decrementAndGet()) {
            Block block = blocks.get(i);
            profiler.profile(block, blocks, distances, neighbors, (int) block.first);
          }
        };
    CompletableFuture.allOf(
            IntStream.range(0, threads)
                .mapToObj(
                    i ->
                        CompletableFuture.runAsync(
                            worker, task -> new Thread(task, "profile").start()))
                .toArray(CompletableFuture[]::new))
        .join();
    return new LeftProfile(distances, neighbors);
  }
}

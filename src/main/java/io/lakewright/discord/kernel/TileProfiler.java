package io.lakewright.discord.kernel;

import io.lakewright.discord.ProfileParameters;

/**
 * Compares two parts of a series: the work of one task. Memory is reused; not for use by several
 * threads at once.
 */
public final class TileProfiler {
  private final BlockProfiler profiler;
  private final BlockSeries queries;
  private final BlockSeries references;

  public TileProfiler(ProfileParameters parameters) {
    profiler = new BlockProfiler(parameters, Kernels.FASTEST);
    queries = new BlockSeries(parameters);
    references = new BlockSeries(parameters);
  }

  /**
   * Profiles the subsequences of one part against those of an earlier or the same part. Both begin
   * at multiples of {@link Grid#blockSize} and hold, beyond their last start, the m − 1 points of
   * its subsequence. The bits do not depend on how large the parts are.
   *
   * @param queryFirst position of the first value
   * @param referenceFirst position of the first value
   * @return by start of the queries
   */
  public PartialProfile compare(
      double[] queryValues, long queryFirst, double[] referenceValues, long referenceFirst) {
    int starts = queries.load(queryValues, queryValues.length, queryFirst);
    int earlier = references.load(referenceValues, referenceValues.length, referenceFirst);
    PartialProfile part = PartialProfile.sized(starts);
    if (earlier == 0) {
      throw new IllegalArgumentException(
          "A part must hold at least one subsequence, cannot be: "
              + referenceValues.length
              + " values");
    }
    for (Block block : queries.blocks()) {
      int at = (int) (block.first - queryFirst);
      profiler.profile(block, references.blocks(), part.distances(), part.neighbors(), at);
      System.arraycopy(profiler.best().score, 0, part.scores(), at, block.starts);
    }
    return part;
  }
}

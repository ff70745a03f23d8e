package io.lakewright.discord.forest;

import com.amazon.randomcutforest.RandomCutForest;
import io.lakewright.discord.LeftProfile;
import java.util.Arrays;

/**
 * How much each point of a series surprises a Random Cut Forest (Guha, Mishra, Roy, Schrijvers:
 * Robust Random Cut Forest Based Anomaly Detection on Streams, ICML 2016) that has learned from the
 * points before it; the library is AWS's randomcutforest-core.
 *
 * <p>A point is scored together with the points before it that make up a shingle, and only then
 * learned. The forest sees values as floats, less their mean, so that an offset costs no digits; a
 * shingle that would hold a missing value is neither scored nor learned. Scores above about 1 are
 * unusual; they have no unit. One thread, O(trees · log sample) for each point and the memory of
 * the forest, whatever the length of the series.
 */
public final class ForestScores {
  private ForestScores() {}

  /**
   * The score of each point.
   *
   * @return by point: NaN where the shingle misses a value, infinity where the forest has not
   *     learned enough yet (a quarter of a sample), as a left profile has where there is no history
   */
  public static double[] of(double[] values, ForestOptions options) {
    RandomCutForest forest =
        RandomCutForest.builder()
            .dimensions(options.shingle())
            .shingleSize(options.shingle())
            .numberOfTrees(options.trees())
            .sampleSize(options.sample())
            .randomSeed(options.seed())
            .parallelExecutionEnabled(false)
            .build();
    double mean = mean(values);
    double[] scores = new double[values.length];
    Arrays.fill(scores, Double.NaN);
    float[] shingle = new float[options.shingle()];
    int filled = 0;
    for (int i = 0; i < values.length; i++) {
      float value = (float) (values[i] - mean);
      if (!Float.isFinite(value)) {
        filled = 0;
        continue;
      }
      System.arraycopy(shingle, 1, shingle, 0, shingle.length - 1);
      shingle[shingle.length - 1] = value;
      filled++;
      if (filled >= shingle.length) {
        scores[i] =
            forest.isOutputReady() ? forest.getAnomalyScore(shingle) : Double.POSITIVE_INFINITY;
        forest.update(shingle);
      } else if (i < shingle.length - 1) {
        scores[i] = Double.POSITIVE_INFINITY;
      }
    }
    return scores;
  }

  /**
   * The scores in the place of a left profile: the subsequence of a start has the score of its last
   * point, and no neighbour.
   *
   * @param length of a subsequence, which keeps discords apart; at least 1
   */
  public static LeftProfile profile(double[] values, int length, ForestOptions options) {
    double[] scores = of(values, options);
    int size = Math.max(0, values.length - length + 1);
    double[] distances = new double[size];
    System.arraycopy(scores, values.length - size, distances, 0, size);
    long[] neighbors = new long[size];
    Arrays.fill(neighbors, -1);
    return new LeftProfile(distances, neighbors);
  }

  private static double mean(double[] values) {
    double mean = 0;
    int present = 0;
    for (double value : values) {
      if (Double.isFinite(value)) {
        mean += (value - mean) / ++present;
      }
    }
    return mean;
  }
}

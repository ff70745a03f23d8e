package io.lakewright.discord.kernel;

import java.io.Serializable;

/**
 * The left matrix profile of successive subsequences, as far as a part of the earlier ones tells.
 *
 * @param distances as in {@link io.lakewright.discord.LeftProfile}
 * @param neighbors as in {@link io.lakewright.discord.LeftProfile}
 * @param scores what decides between neighbours: the largest wins, among equals the smallest start;
 *     negative infinity where there is none
 */
public record PartialProfile(double[] distances, long[] neighbors, double[] scores)
    implements Serializable {
  static PartialProfile sized(int size) {
    return new PartialProfile(new double[size], new long[size], new double[size]);
  }

  /**
   * Takes over what is better in another part for the same subsequences. The order in which parts
   * are merged does not matter.
   *
   * @return this
   */
  public PartialProfile merge(PartialProfile other) {
    for (int i = 0; i < scores.length; i++) {
      if (other.neighbors[i] >= 0
          && (other.scores[i] > scores[i]
              || neighbors[i] < 0
              || (other.scores[i] == scores[i] && other.neighbors[i] < neighbors[i]))) {
        distances[i] = other.distances[i];
        neighbors[i] = other.neighbors[i];
        scores[i] = other.scores[i];
      }
    }
    return this;
  }
}

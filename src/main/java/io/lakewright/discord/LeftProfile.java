package io.lakewright.discord;

import java.io.Serializable;

/**
 * The left matrix profile of one series, by start of subsequence: for each, the distance to its
 * nearest neighbour among earlier subsequences and where that one starts.
 *
 * <p>A subsequence that holds a missing value has distance NaN and neighbour -1. One that has no
 * earlier subsequence to be compared with has distance positive infinity and neighbour -1.
 *
 * @param distances one per start; n − m + 1 of them
 * @param neighbors the smallest start among the nearest
 */
public record LeftProfile(double[] distances, long[] neighbors) implements Serializable {
  public LeftProfile {
    if (distances.length != neighbors.length) {
      throw new IllegalArgumentException(
          "Distances and neighbors must be equally many, cannot be: "
              + distances.length
              + " and "
              + neighbors.length);
    }
  }

  public int size() {
    return distances.length;
  }
}

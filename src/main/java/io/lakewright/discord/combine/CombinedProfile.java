package io.lakewright.discord.combine;

import io.lakewright.discord.LeftProfile;
import java.util.Arrays;

/**
 * A k-of-n profile.
 *
 * @param profile the mean of the k largest distances of each start, with the neighbour that the
 *     oddest dimension has
 * @param k how many dimensions count
 * @param contributors the dimensions that counted, k for each start, oddest first; -1 where there
 *     is no distance
 */
public record CombinedProfile(LeftProfile profile, int k, int[] contributors) {
  public CombinedProfile {
    if (contributors.length != profile.size() * k) {
      throw new IllegalArgumentException(
          "Contributors must be " + k + " for each start, cannot be: " + contributors.length);
    }
  }

  /** The dimensions that counted at a start, oddest first; empty where there is no distance. */
  public int[] contributors(int start) {
    return profile.size() == 0 || contributors[start * k] < 0
        ? new int[0]
        : Arrays.copyOfRange(contributors, start * k, (start + 1) * k);
  }
}

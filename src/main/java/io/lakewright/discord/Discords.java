package io.lakewright.discord;

import java.util.ArrayList;
import java.util.List;

/** The largest distances of a left profile that do not overlap. */
public final class Discords {
  private Discords() {}

  /**
   * The discords of a profile, largest first: the largest distance, then the largest among the
   * subsequences that do not share a point with it, and so on. Among equal distances the smallest
   * start comes first. Missing (NaN) and infinite distances are no discords: nothing was found
   * there, or there was nothing to compare with.
   *
   * <p>Cost: O(n) for each discord.
   *
   * @param length of a subsequence
   * @param top how many at most; at least 1
   * @param train the first start that may be a discord
   */
  public static List<Discord> top(LeftProfile profile, int length, int top, int train) {
    if (top < 1) {
      throw new IllegalArgumentException(
          "Number of discords must be at least 1, cannot be: " + top);
    }
    List<Discord> discords = new ArrayList<>();
    while (discords.size() < top) {
      int best = largest(profile, length, discords, Math.max(0, train));
      if (best < 0) {
        break;
      }
      discords.add(new Discord(best, length, profile.distances()[best], profile.neighbors()[best]));
    }
    return discords;
  }

  private static int largest(LeftProfile profile, int length, List<Discord> taken, int train) {
    int best = -1;
    double largest = Double.NEGATIVE_INFINITY;
    double[] distances = profile.distances();
    for (int start = train; start < distances.length; start++) {
      double distance = distances[start];
      if (distance > largest
          && distance != Double.POSITIVE_INFINITY
          && free(start, length, taken)) {
        best = start;
        largest = distance;
      }
    }
    return best;
  }

  private static boolean free(int start, int length, List<Discord> taken) {
    for (Discord discord : taken) {
      if (Math.abs((long) start - discord.start()) < length) {
        return false;
      }
    }
    return true;
  }
}

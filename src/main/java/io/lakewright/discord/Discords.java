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
   * <p>Cost: that of {@link NonOverlapping}.
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
    double[] distances = profile.distances();
    NonOverlapping starts =
        new NonOverlapping(distances, Math.max(0, train), distances.length, length);
    List<Discord> discords = new ArrayList<>();
    int start = starts.next();
    while (start >= 0) {
      discords.add(new Discord(start, length, distances[start], profile.neighbors()[start]));
      start = discords.size() < top ? starts.next() : -1;
    }
    return discords;
  }
}

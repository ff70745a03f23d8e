package io.lakewright.discord;

import java.io.Serializable;

/**
 * What defines the left matrix profile of a series. Positions are 0-based starts of subsequences.
 *
 * @param length of a subsequence, m, in points
 * @param exclusion the smallest gap between the starts of two subsequences that are compared; at
 *     least 1, m by default
 * @param lookback only starts at most this many points earlier are compared; {@link #UNBOUNDED} for
 *     the whole history
 */
public record ProfileParameters(int length, int exclusion, long lookback, Distance distance)
    implements Serializable {
  /** No limit on how far back a subsequence is compared. */
  public static final long UNBOUNDED = Long.MAX_VALUE;

  public ProfileParameters {
    if (length < 3) {
      throw new IllegalArgumentException(
          "Length of a subsequence must be at least 3, cannot be: " + length);
    }
    if (exclusion < 1) {
      throw new IllegalArgumentException(
          "Exclusion must be at least 1 point, cannot be: " + exclusion);
    }
    if (lookback < exclusion) {
      throw new IllegalArgumentException(
          "Lookback must be at least the exclusion of "
              + exclusion
              + " points, cannot be: "
              + lookback);
    }
  }

  /** The whole history, z-normalised, subsequences that do not overlap. */
  public static ProfileParameters of(int length) {
    return new ProfileParameters(length, length, UNBOUNDED, Distance.Z_NORMALIZED);
  }
}

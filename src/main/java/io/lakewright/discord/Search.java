package io.lakewright.discord;

import io.lakewright.UserException;
import java.io.Serializable;

/**
 * What is looked for.
 *
 * @param exclusion the smallest gap between the starts of two subsequences that are compared; 0 for
 *     the length
 * @param lookback how many points back a subsequence is compared; {@link
 *     ProfileParameters#UNBOUNDED} for all
 * @param top how many discords of each series
 * @param agree with several dimensions, how many must be anomalous together; 0 for all of them
 */
public record Search(
    Lengths lengths,
    int exclusion,
    long lookback,
    Distance distance,
    Train train,
    int top,
    Algorithm algorithm,
    int agree)
    implements Serializable {
  private static final int MOST = 10_000;

  public Search {
    if (exclusion < 0) {
      throw UserException.usage("Exclusion must be at least 1 point, cannot be: " + exclusion);
    }
    if (lookback < 1) {
      throw UserException.usage("Look-back must be at least 1 point, cannot be: " + lookback);
    }
    int least = exclusion > 0 ? exclusion : lengths.to();
    if (lookback < least) {
      throw UserException.usage(
          "Look-back must be at least the exclusion of %d points, cannot be: %d"
              .formatted(least, lookback));
    }
    if (top < 1 || top > MOST) {
      throw UserException.usage(
          "Number of discords must be between 1 and %,d, cannot be: %,d".formatted(MOST, top));
    }
    if (agree < 0) {
      throw UserException.usage(
          "Number of dimensions that agree must be at least 1, cannot be: " + agree);
    }
  }

  /** The three top discords of one length, exactly, with the whole history. */
  public static Search of(Lengths lengths) {
    return new Search(
        lengths,
        0,
        ProfileParameters.UNBOUNDED,
        Distance.Z_NORMALIZED,
        Train.NONE,
        3,
        Algorithm.AUTO,
        0);
  }

  /** Whether only a part of the history is compared. */
  public boolean isBounded() {
    return lookback != ProfileParameters.UNBOUNDED;
  }

  /** The definition of the profile for subsequences of one length. */
  public ProfileParameters parameters(int length) {
    int gap = exclusion > 0 ? exclusion : length;
    return new ProfileParameters(length, gap, Math.max(gap, lookback), distance);
  }
}

package io.lakewright.discord;

import io.lakewright.UserException;
import java.io.Serializable;
import java.util.OptionalInt;

/**
 * What is looked for.
 *
 * @param exclusion the smallest gap between the starts of two subsequences that are compared; the
 *     length by default
 * @param lookback how many points back a subsequence is compared; {@link
 *     ProfileParameters#UNBOUNDED} for all
 * @param top how many discords of each series
 * @param agree with several dimensions, how many must be anomalous together; all of them if empty
 */
public record Search(
    Lengths lengths,
    OptionalInt exclusion,
    long lookback,
    Distance distance,
    Train train,
    int top,
    Algorithm algorithm,
    OptionalInt agree)
    implements Serializable {
  private static final int MOST = 10_000;

  public Search {
    if (exclusion.isPresent() && exclusion.getAsInt() < 1) {
      throw UserException.usage(
          "Exclusion must be at least 1 point, cannot be: " + exclusion.getAsInt());
    }
    if (lookback < 1) {
      throw UserException.usage("Look-back must be at least 1 point, cannot be: " + lookback);
    }
    int least = exclusion.orElse(lengths.to());
    if (lookback < least) {
      throw UserException.usage(
          "Look-back must be at least the exclusion of %d points, cannot be: %d"
              .formatted(least, lookback));
    }
    if (top < 1 || top > MOST) {
      throw UserException.usage(
          "Number of discords must be between 1 and %,d, cannot be: %,d".formatted(MOST, top));
    }
    if (agree.isPresent() && agree.getAsInt() < 1) {
      throw UserException.usage(
          "Number of dimensions that agree must be at least 1, cannot be: " + agree.getAsInt());
    }
  }

  /** The three top discords of one length, exactly, with the whole history. */
  public static Search of(Lengths lengths) {
    return new Search(
        lengths,
        OptionalInt.empty(),
        ProfileParameters.UNBOUNDED,
        Distance.Z_NORMALIZED,
        Train.NONE,
        3,
        Algorithm.AUTO,
        OptionalInt.empty());
  }

  /** Whether only a part of the history is compared. */
  public boolean isBounded() {
    return lookback != ProfileParameters.UNBOUNDED;
  }

  /** The definition of the profile for subsequences of one length. */
  public ProfileParameters parameters(int length) {
    int gap = exclusion.orElse(length);
    return new ProfileParameters(length, gap, Math.max(gap, lookback), distance);
  }
}

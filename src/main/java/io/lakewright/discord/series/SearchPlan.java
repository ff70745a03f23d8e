package io.lakewright.discord.series;

import io.lakewright.discord.Algorithm;
import io.lakewright.discord.Cleaning;
import io.lakewright.discord.Search;
import io.lakewright.discord.Tagging;
import java.io.Serializable;
import java.util.List;

/**
 * What a task needs to know to search series.
 *
 * @param dimensions columns of values
 * @param profile whether tracks are kept, for the table {@code profile}
 * @param continued whether series continue from a state and leave one
 */
public record SearchPlan(
    Search search,
    Tagging tagging,
    Cleaning cleaning,
    List<String> dimensions,
    boolean profile,
    boolean continued)
    implements Serializable {
  /** With a length that each series chooses itself, gaps of as many steps are not filled. */
  private static final int LONG_GAP = 1000;

  public SearchPlan {
    dimensions = List.copyOf(dimensions);
  }

  /** Whether the dimensions are taken together too. */
  boolean isCombined() {
    return dimensions.size() > 1
        && search.algorithm() != Algorithm.DAMP
        && !search.lengths().isRange();
  }

  /**
   * Whether all tasks may share a series: for exact profiles of one length. Where discords alone
   * will do DAMP is tried, which takes one task.
   */
  public boolean canShare() {
    boolean exact =
        search.algorithm() == Algorithm.EXACT
            || (search.algorithm() == Algorithm.AUTO && needsProfiles());
    return exact && !continued && !search.lengths().isRange();
  }

  /** Whether discords alone will not do: distances of all starts are written, kept or combined. */
  boolean needsProfiles() {
    return profile || continued || isCombined();
  }

  /** Profiles of a series: of each dimension, and of all together. */
  int tracks() {
    return dimensions.size() + (isCombined() ? 1 : 0);
  }

  /** How many dimensions must be anomalous together. */
  int agree() {
    return search.agree() > 0 ? search.agree() : dimensions.size();
  }

  /** What stands in the column {@code dimension}; null if there is only one. */
  String trackName(int dimension) {
    return dimensions.size() == 1 ? null : dimensions.get(dimension);
  }

  /** The same for all dimensions together, such as {@code 2 of 3}. */
  String combinedName() {
    return agree() + " of " + dimensions.size();
  }

  /** As many missing points or more are a long gap. */
  int longGap() {
    return search.lengths().isAuto() ? LONG_GAP : search.lengths().to();
  }

  /** Tells why nothing can be reported, where the training part leaves nothing. */
  void noteTraining(long train, long points, int length, List<String> notes) {
    long starts = points - length + 1;
    if (train > 0 && starts > 0 && train >= starts) {
      notes.add(
          "no discords: the training part is the whole series, whose last subsequence of %,d points starts at %,d"
              .formatted(length, starts - 1));
    }
  }

  Cleaner cleaner() {
    return new Cleaner(cleaning.stepMicros(), cleaning.fill(), longGap());
  }
}

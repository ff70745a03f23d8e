package io.lakewright.discord.series;

import io.lakewright.discord.Search;
import io.lakewright.discord.length.LengthProposal;
import java.util.List;

/** The length of subsequences, by one rule for series in memory and for those that tasks share. */
final class LengthChoice {
  private static final int SHORTEST = 3;

  private final Search search;

  LengthChoice(Search search) {
    this.search = search;
  }

  /**
   * The length: the one asked for, the smallest of a range, or the one proposed by the first
   * dimension.
   *
   * @param beginning of the first dimension, {@link LengthProposal#ENOUGH} points if there are as
   *     many
   * @param points of the series
   * @param train the first start that may be reported
   * @param notes gets the reason of a proposal
   */
  int of(double[] beginning, long points, long train, List<String> notes) {
    if (!search.lengths().isAuto()) {
      return search.lengths().from();
    }
    LengthProposal proposal =
        points <= LengthProposal.ENOUGH
            ? LengthProposal.ofContrast(beginning, (int) Math.min(points, train))
            : LengthProposal.ofPeriod(beginning);
    notes.add(proposal.explanation());
    return Math.max(SHORTEST, proposal.length());
  }
}

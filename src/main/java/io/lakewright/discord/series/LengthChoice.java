package io.lakewright.discord.series;

import io.lakewright.discord.Search;
import io.lakewright.discord.length.LengthProposal;
import java.util.Arrays;
import java.util.List;

/** The length of subsequences for a series in memory. */
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
   * @param notes gets the reason of a proposal
   */
  int of(Part part, List<String> notes) {
    if (!search.lengths().isAuto()) {
      return search.lengths().from();
    }
    double[] values = part.values()[0];
    int train = (int) Math.min(values.length, part.trainStart(search.train()));
    LengthProposal proposal =
        values.length <= LengthProposal.ENOUGH
            ? LengthProposal.ofContrast(values, train)
            : LengthProposal.ofPeriod(Arrays.copyOf(values, LengthProposal.ENOUGH));
    notes.add(proposal.explanation());
    return Math.max(SHORTEST, proposal.length());
  }
}

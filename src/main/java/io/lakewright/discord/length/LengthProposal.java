package io.lakewright.discord.length;

import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.damp.DampOptions;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A length of subsequence for a series of which nothing is known.
 *
 * @param length in points
 * @param explanation one sentence for people: how it was found
 */
public record LengthProposal(int length, String explanation) {
  /** More points than this tell nothing new about a length. */
  public static final int ENOUGH = 1 << 18;

  /** Shorter subsequences have hardly a shape. */
  private static final int SHORTEST = 16;

  private static final int WITHOUT_PERIOD = 64;
  private static final double[] SHARES = {0.5, 0.7, 1, 1.4};

  /**
   * Proposes one period: found in the autocorrelation, see {@link Autocorrelation}; a multiple of
   * it if the period is shorter than {@value #SHORTEST} points.
   *
   * @param values only the first {@value #ENOUGH} are looked at
   */
  public static LengthProposal ofPeriod(double[] values) {
    double[] looked = values.length > ENOUGH ? Arrays.copyOf(values, ENOUGH) : values;
    int longest = Math.max(3, looked.length / 4);
    Optional<Period> found = Period.of(looked);
    if (found.isEmpty()) {
      int length = Math.min(WITHOUT_PERIOD, longest);
      return new LengthProposal(
          length,
          String.format(
              Locale.ROOT,
              "length %d: no period is to be seen in the autocorrelation, so a length of common"
                  + " use is taken",
              length));
    }
    Period period = found.get();
    int repeats = (SHORTEST + period.points() - 1) / period.points();
    int length = Math.min(longest, period.points() * repeats);
    return new LengthProposal(
        length,
        String.format(
            Locale.ROOT,
            "length %d: the series repeats itself every %d points (autocorrelation %.2f)%s",
            length,
            period.points(),
            period.correlation(),
            repeats > 1 ? ", and " + repeats + " periods have a shape" : ""));
  }

  /**
   * Proposes, of half a period, 0.7, 1 and 1.4 periods, the length at which the top discord stands
   * out most: has the most contrast, see {@link LengthSearch}.
   *
   * @param values only the first {@value #ENOUGH} are looked at
   * @param train the first start that may be a discord
   */
  public static LengthProposal ofContrast(double[] values, int train) {
    LengthProposal period = ofPeriod(values);
    double[] looked = values.length > ENOUGH ? Arrays.copyOf(values, ENOUGH) : values;
    SortedSet<Integer> lengths = new TreeSet<>();
    for (double share : SHARES) {
      lengths.add(Math.max(SHORTEST, (int) Math.round(share * period.length)));
    }
    LengthSearchResult result =
        LengthSearch.lengths(looked, lengths, ProfileParameters::of, DampOptions.top(1, train));
    if (result.discords().isEmpty() || !(result.discords().get(0).contrast() > 0)) {
      return period;
    }
    int length = result.discords().get(0).discord().length();
    return new LengthProposal(
        length,
        String.format(
            Locale.ROOT,
            "length %d: of %s points, the one at which the top discord stands out most; they come"
                + " from %s",
            length,
            lengths.stream().map(String::valueOf).collect(Collectors.joining(", ")),
            period.explanation));
  }
}

package io.lakewright.discord.choice;

import io.lakewright.discord.Algorithm;
import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.damp.Damp;
import io.lakewright.discord.damp.DampOptions;
import io.lakewright.discord.damp.DampWork;
import java.util.Arrays;
import java.util.Locale;

/**
 * Which algorithm finds the discords of one series sooner.
 *
 * <p>The tiles compare all pairs, whatever the series is like. What DAMP compares depends on how
 * well the series repeats itself: it is run on {@value #SAMPLE} points, once on their first half
 * and once on all of them, and what it compared there, and how that grew from the half to the
 * whole, is carried on to the length of the series. Work is counted, not timed, so that the choice
 * is the same in every run and on every machine. In units of one pair in the tiles' plain kernel, a
 * pair in a block of products costs {@value #BLOCK_PAIR}, and a pair compared directly 1 for each
 * of its m points; both were measured on the machine of bench/README.md.
 *
 * @param algorithm exact or DAMP
 * @param reason one sentence for people: what was chosen and why
 */
public record AlgorithmChoice(Algorithm algorithm, String reason) {
  /** Shorter series take the tiles less than the measurement takes. */
  static final int SMALL = 32_768;

  private static final int SAMPLE = 16_384;
  private static final int BLOCK_PAIR = 10;

  /**
   * Chooses.
   *
   * @param values the series, or its beginning if that holds the sample: {@value #SAMPLE} / 2
   *     points beyond the training part
   * @param points how long the series is
   * @param cores among which the tiles can be divided; DAMP takes one
   */
  public static AlgorithmChoice of(
      double[] values,
      long points,
      ProfileParameters parameters,
      DampOptions options,
      Wanted wanted,
      int cores) {
    if (wanted == Wanted.PROFILE) {
      return new AlgorithmChoice(
          Algorithm.EXACT,
          "exact, by tiles: the whole profile is asked for, and DAMP gives only the discords");
    }
    if (points < SMALL) {
      return new AlgorithmChoice(
          Algorithm.EXACT,
          String.format(
              Locale.ROOT,
              "exact, by tiles: all pairs of %,d points are done sooner than it could be measured"
                  + " what DAMP saves",
              points));
    }
    if (parameters.length() > SAMPLE / 8) {
      return new AlgorithmChoice(
          Algorithm.EXACT,
          String.format(
              Locale.ROOT,
              "exact, by tiles: a sample of %,d points is too short to tell what DAMP saves at"
                  + " length %,d",
              SAMPLE,
              parameters.length()));
    }
    return measured(values, points, parameters, options, cores);
  }

  private static AlgorithmChoice measured(
      double[] values, long points, ProfileParameters parameters, DampOptions options, int cores) {
    int end = (int) Math.min(values.length, Math.max(SAMPLE, options.train() + SAMPLE / 2L));
    int begin = Math.max(0, end - SAMPLE);
    double[] sample = Arrays.copyOfRange(values, begin, end);
    DampOptions sampled =
        new DampOptions(options.top(), Math.max(0, options.train() - begin), options.lookAhead());
    double half = cost(Arrays.copyOf(sample, sample.length / 2), parameters, sampled);
    double whole = cost(sample, parameters, sampled);
    double growth =
        half > 0 && whole > half ? Math.min(1, Math.log(whole / half) / Math.log(2)) : 0;
    double damp = whole * points * Math.pow((double) points / sample.length, growth);
    double tiles = pairs(points, parameters) / Math.max(1, cores);
    boolean chosen = damp < tiles;
    return new AlgorithmChoice(
        chosen ? Algorithm.DAMP : Algorithm.EXACT,
        String.format(
            Locale.ROOT,
            "%s: on a sample of %,d points DAMP costs %,.0f comparisons a point, growing as the"
                + " length to the power of %.1f; that makes about %s for %,d points, against %s"
                + " by tiles on %,d %s",
            chosen ? "DAMP" : "exact, by tiles",
            sample.length,
            whole,
            growth,
            amount(damp),
            points,
            amount(tiles),
            Math.max(1, cores),
            cores > 1 ? "cores" : "core"));
  }

  /** Of a point, in pairs of the tiles. */
  private static double cost(double[] sample, ProfileParameters parameters, DampOptions options) {
    DampWork work = Damp.of(sample, parameters, options).work();
    double pairs =
        (double) work.cells() * BLOCK_PAIR + (double) work.direct() * parameters.length();
    return pairs / Math.max(1, work.positions());
  }

  private static double pairs(long points, ProfileParameters parameters) {
    long starts = Math.max(0, points - parameters.length() + 1);
    double depth = (double) Math.min(parameters.lookback(), starts);
    return starts * depth - depth * depth / 2;
  }

  private static String amount(double pairs) {
    return pairs >= 1e9
        ? String.format(Locale.ROOT, "%,.1f billion", pairs / 1e9)
        : String.format(Locale.ROOT, "%,.0f million", pairs / 1e6);
  }
}

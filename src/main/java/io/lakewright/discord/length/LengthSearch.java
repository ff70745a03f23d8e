package io.lakewright.discord.length;

import io.lakewright.discord.Discord;
import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.damp.Damp;
import io.lakewright.discord.damp.DampOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;

/**
 * Discords over several lengths of subsequences, ranked across them, as MERLIN (Nakamura et al.,
 * ICDM 2020) and MADRID (Lu et al., ICDM 2023) do.
 *
 * <p>Each length that is searched is searched exactly, by {@link Damp}. Scores d / (2√m) of
 * different lengths have one scale, but not one level: noise weighs more in short subsequences, so
 * that they score higher everywhere. Therefore discords are ranked by contrast: the score less the
 * score of the best that is no longer reported at the same length, the (k + 1)th of its
 * non-overlapping discords. Of discords that share a point the one with more contrast stays.
 */
public final class LengthSearch {
  private static final int REFINEMENT = 8;
  private static final Comparator<RankedDiscord> ORDER =
      Comparator.comparingDouble(RankedDiscord::contrast)
          .thenComparingDouble(RankedDiscord::score)
          .reversed()
          .thenComparingInt(ranked -> ranked.discord().start())
          .thenComparingInt(ranked -> ranked.discord().length());

  private final double[] values;
  private final IntFunction<ProfileParameters> parameters;
  private final DampOptions options;
  private final SortedMap<Integer, List<RankedDiscord>> found = new TreeMap<>();

  private LengthSearch(
      double[] values, IntFunction<ProfileParameters> parameters, DampOptions options) {
    this.values = values;
    this.parameters = parameters;
    this.options = options;
  }

  /**
   * Searches a range: the lengths of its grid, and then finer and finer steps on both sides of the
   * length whose top discord has most contrast.
   *
   * @param parameters of each length
   * @param options with the number of discords to be reported in all
   */
  public static LengthSearchResult range(
      double[] values,
      LengthRange range,
      IntFunction<ProfileParameters> parameters,
      DampOptions options) {
    LengthSearch search = new LengthSearch(values, parameters, options);
    search.search(range.grid());
    search.refine();
    return search.result();
  }

  /** Searches these lengths and no others. */
  public static LengthSearchResult lengths(
      double[] values,
      Collection<Integer> lengths,
      IntFunction<ProfileParameters> parameters,
      DampOptions options) {
    LengthSearch search = new LengthSearch(values, parameters, options);
    search.search(lengths);
    return search.result();
  }

  private void search(Collection<Integer> lengths) {
    for (int length : lengths) {
      found.computeIfAbsent(length, this::discords);
    }
  }

  private List<RankedDiscord> discords(int length) {
    DampOptions oneMore = new DampOptions(options.top() + 1, options.train(), options.lookAhead());
    List<Discord> discords = Damp.of(values, parameters.apply(length), oneMore).discords();
    List<RankedDiscord> ranked = new ArrayList<>();
    if (discords.isEmpty()) {
      return ranked;
    }
    double level = RankedDiscord.score(discords.get(discords.size() - 1).distance(), length);
    for (Discord discord : discords.subList(0, Math.min(options.top(), discords.size()))) {
      double score = RankedDiscord.score(discord.distance(), length);
      ranked.add(new RankedDiscord(discord, score, score - level));
    }
    return ranked;
  }

  private void refine() {
    int searched = 0;
    while (searched < found.size()) {
      searched = found.size();
      List<RankedDiscord> best = merged(1);
      if (best.isEmpty()) {
        return;
      }
      int length = best.get(0).discord().length();
      SortedMap<Integer, List<RankedDiscord>> below = found.headMap(length);
      SortedMap<Integer, List<RankedDiscord>> above = found.tailMap(length + 1);
      int from = below.isEmpty() ? length : below.lastKey();
      int to = above.isEmpty() ? length : above.firstKey();
      search(LengthRange.between(from, length, REFINEMENT / 2 + 1));
      search(LengthRange.between(length, to, REFINEMENT / 2 + 1));
    }
  }

  private LengthSearchResult result() {
    return new LengthSearchResult(merged(options.top()), new TreeSet<>(found.keySet()));
  }

  private List<RankedDiscord> merged(int top) {
    List<RankedDiscord> all = new ArrayList<>();
    found.values().forEach(all::addAll);
    all.sort(ORDER);
    List<RankedDiscord> taken = new ArrayList<>();
    for (RankedDiscord candidate : all) {
      if (taken.size() < top
          && taken.stream().noneMatch(t -> t.discord().overlaps(candidate.discord()))) {
        taken.add(candidate);
      }
    }
    return taken;
  }
}

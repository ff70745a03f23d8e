package io.lakewright.discord.series;

import io.lakewright.discord.Algorithm;
import io.lakewright.discord.Discord;
import io.lakewright.discord.LeftProfile;
import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.Search;
import io.lakewright.discord.choice.AlgorithmChoice;
import io.lakewright.discord.choice.Wanted;
import io.lakewright.discord.damp.Damp;
import io.lakewright.discord.damp.DampOptions;
import io.lakewright.discord.damp.DampResult;
import io.lakewright.discord.forest.ForestOptions;
import io.lakewright.discord.forest.ForestScores;
import io.lakewright.discord.kernel.ExactProfiler;
import io.lakewright.discord.length.LengthRange;
import io.lakewright.discord.length.LengthSearch;
import io.lakewright.discord.length.LengthSearchResult;
import io.lakewright.discord.length.RankedDiscord;
import io.lakewright.discord.lookback.BoundedProfile;
import java.util.List;

/** Searches one dimension of a series in memory, with the algorithm asked for. */
final class Detector {
  private final SearchPlan plan;
  private ExactProfiler exact;
  private ProfileParameters exactFor;

  Detector(SearchPlan plan) {
    this.plan = plan;
  }

  /**
   * Searches.
   *
   * @param values from position {@code first} on
   * @param from the first start asked for
   * @param train the first start that may be reported
   */
  Detection detect(
      double[] values, long first, long from, long train, ProfileParameters parameters) {
    int top = plan.search().top();
    int length = parameters.length();
    int trained = (int) Math.min(Integer.MAX_VALUE, Math.max(0, train - from));
    return switch (plan.search().algorithm()) {
      case EXACT ->
          Detection.of(profile(values, first, from, parameters), length, top, trained, null);
      case FOREST ->
          Detection.of(
              ForestScores.profile(values, length, ForestOptions.DEFAULT),
              length,
              top,
              trained,
              null);
      case DAMP -> damp(values, parameters, trained, null);
      case AUTO -> chosen(values, first, from, trained, parameters);
    };
  }

  private Detection chosen(
      double[] values, long first, long from, int train, ProfileParameters parameters) {
    int top = plan.search().top();
    if (plan.needsProfiles()) {
      LeftProfile profile = profile(values, first, from, parameters);
      return Detection.of(profile, parameters.length(), top, train, null);
    }
    AlgorithmChoice choice =
        AlgorithmChoice.of(
            values, values.length, parameters, options(top, train), Wanted.DISCORDS, 1);
    boolean damp = choice.algorithm() == Algorithm.DAMP;
    return damp
        ? damp(values, parameters, train, choice.reason())
        : Detection.of(
            profile(values, first, from, parameters),
            parameters.length(),
            top,
            train,
            choice.reason());
  }

  /** Searches a range of lengths; the profile is that of the top discord's length. */
  Detection range(double[] values, long train) {
    Search search = plan.search();
    int trained = (int) Math.min(Integer.MAX_VALUE, Math.max(0, train));
    LengthSearchResult result =
        LengthSearch.range(
            values,
            new LengthRange(search.lengths().from(), search.lengths().to()),
            search::parameters,
            options(search.top(), trained));
    List<Discord> discords = result.discords().stream().map(RankedDiscord::discord).toList();
    int length = discords.isEmpty() ? search.lengths().from() : discords.get(0).length();
    LeftProfile profile =
        plan.profile()
            ? profile(values, 0, 0, search.parameters(length))
            : new LeftProfile(new double[0], new long[0]);
    return new Detection(profile, length, discords, "lengths searched: " + result.lengths());
  }

  private Detection damp(double[] values, ProfileParameters parameters, int train, String note) {
    DampResult result = Damp.of(values, parameters, options(plan.search().top(), train));
    return Detection.of(result.discords(), result.bounds(), parameters, note);
  }

  private DampOptions options(int top, int train) {
    return DampOptions.top(top, train).withLookAhead(plan.search().lookAhead());
  }

  private LeftProfile profile(
      double[] values, long first, long from, ProfileParameters parameters) {
    if (plan.search().isBounded()) {
      return BoundedProfile.of(values, first, from, parameters);
    }
    if (exact == null || !exactFor.equals(parameters)) {
      exact = new ExactProfiler(parameters);
      exactFor = parameters;
    }
    return exact.profile(values, values.length);
  }
}

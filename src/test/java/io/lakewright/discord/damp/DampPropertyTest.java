package io.lakewright.discord.damp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lakewright.discord.DirectProfile;
import io.lakewright.discord.Discord;
import io.lakewright.discord.Discords;
import io.lakewright.discord.Distance;
import io.lakewright.discord.LeftProfile;
import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.SeriesArbitrary;
import io.lakewright.discord.SubsequenceDistance;
import io.lakewright.discord.kernel.ExactProfile;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** DAMP gives the discords of the full left profile, bit for bit. */
class DampPropertyTest {
  @Provide
  Arbitrary<double[]> series() {
    return SeriesArbitrary.series(700);
  }

  /** Lengths on both sides of where products go from direct to FFT; blocks hold 64 to 1,024. */
  @Property(tries = 250, seed = "21")
  void discordsAreThoseOfTheFullProfile(
      @ForAll("series") double[] values,
      @ForAll @IntRange(min = 3, max = 60) int length,
      @ForAll @IntRange(min = 1, max = 60) int exclusion,
      @ForAll @IntRange(max = 500) int lookback,
      @ForAll Distance distance,
      @ForAll @IntRange(min = 1, max = 5) int top,
      @ForAll @IntRange(max = 300) int train,
      @ForAll @IntRange(max = 300) int lookAhead) {
    ProfileParameters parameters =
        new ProfileParameters(
            length,
            exclusion,
            lookback < exclusion ? ProfileParameters.UNBOUNDED : lookback,
            distance);
    LeftProfile profile = DirectProfile.of(values, parameters);
    List<Discord> expected = Discords.top(profile, length, top, train);

    DampResult actual = Damp.of(values, parameters, new DampOptions(top, train, lookAhead));

    assertThat(actual.discords()).isEqualTo(expected);
    for (int start = 0; start < profile.size(); start++) {
      double bound = actual.bounds().distances()[start];
      long neighbor = actual.bounds().neighbors()[start];
      if (Double.isNaN(profile.distances()[start])) {
        assertThat(bound).isNaN();
      } else {
        assertThat(bound).isGreaterThanOrEqualTo(profile.distances()[start]);
        assertThat(neighbor >= 0).isEqualTo(bound < Double.POSITIVE_INFINITY);
      }
    }
  }

  @Provide
  Arbitrary<double[]> longSeries() {
    return SeriesArbitrary.series(12_000);
  }

  /** Many blocks of products, of several sizes, against the tiles. */
  @Property(tries = 25, seed = "22")
  void discordsOfLongSeriesAreThoseOfTheTiles(
      @ForAll("longSeries") double[] values,
      @ForAll @IntRange(min = 3, max = 300) int length,
      @ForAll @IntRange(max = 12_000) int lookback,
      @ForAll Distance distance,
      @ForAll @IntRange(min = 1, max = 8) int top,
      @ForAll @IntRange(max = 6_000) int train,
      @ForAll @IntRange(max = 6_000) int lookAhead) {
    ProfileParameters parameters =
        new ProfileParameters(
            length, length, lookback < length ? ProfileParameters.UNBOUNDED : lookback, distance);

    LeftProfile tiles = ExactProfile.of(values, parameters);
    List<Discord> actual =
        Damp.of(values, parameters, new DampOptions(top, train, lookAhead)).discords();

    for (Discord discord : actual) {
      // Of neighbours that are equally near but for rounding, tiles may take another one.
      assertThat(discord.distance())
          .isCloseTo(tiles.distances()[discord.start()], within(1e-6))
          .isEqualTo(
              SubsequenceDistance.between(
                  values, discord.start(), (int) discord.neighbor(), length, distance));
    }
    assertThat(actual.stream().map(Discord::distance))
        .isSortedAccordingTo(Comparator.reverseOrder());
    if (!actual.isEmpty()) {
      Discord largest = Discords.top(tiles, length, 1, train).get(0);
      assertThat(actual.get(0).distance()).isCloseTo(largest.distance(), within(1e-6));
    }
  }
}

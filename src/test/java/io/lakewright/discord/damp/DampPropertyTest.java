package io.lakewright.discord.damp;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.discord.DirectProfile;
import io.lakewright.discord.Discord;
import io.lakewright.discord.Discords;
import io.lakewright.discord.Distance;
import io.lakewright.discord.LeftProfile;
import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.SeriesArbitrary;
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
}

package io.lakewright.discord.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lakewright.discord.Distance;
import io.lakewright.discord.LeftProfile;
import io.lakewright.discord.ProfileParameters;
import io.lakewright.testkit.discord.NaiveProfile;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ExactProfileTest {
  @Property(tries = 400, seed = "1")
  void equalsTheDefinition(@ForAll("series") double[] values, @ForAll("parameters") ProfileParameters parameters) {
    assertEqual(values, parameters, ExactProfile.of(values, parameters));
  }

  static void assertEqual(double[] values, ProfileParameters parameters, LeftProfile actual) {
    LeftProfile expected = NaiveProfile.of(values, parameters);
    assertThat(actual.size()).isEqualTo(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      double distance = actual.distances()[i];
      if (Double.isNaN(expected.distances()[i]) || Double.isInfinite(expected.distances()[i])) {
        assertThat(distance).isEqualTo(Double.valueOf(expected.distances()[i]));
        assertThat(actual.neighbors()[i]).isEqualTo(-1);
        continue;
      }
      double tolerance = 1e-6 * (1 + expected.distances()[i]);
      assertThat(distance).as("distance at %d", i).isCloseTo(expected.distances()[i], within(tolerance));
      assertThat(NaiveProfile.distance(values, i, (int) actual.neighbors()[i], parameters))
          .as("distance to the neighbor of %d", i)
          .isCloseTo(distance, within(tolerance));
    }
  }

  @Provide
  Arbitrary<ProfileParameters> parameters() {
    return Combinators.combine(
            Arbitraries.integers().between(3, 40),
            Arbitraries.integers().between(1, 60),
            Arbitraries.longs().between(0, 400),
            Arbitraries.of(Distance.class))
        .as(
            (m, exclusion, more, distance) ->
                new ProfileParameters(
                    m, exclusion, more > 300 ? ProfileParameters.UNBOUNDED : exclusion + more, distance));
  }

  @Provide
  Arbitrary<double[]> series() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 300), Arbitraries.randomValue(r -> r.nextLong()))
        .as(TestSeries::random);
  }
}

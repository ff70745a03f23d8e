package io.lakewright.discord.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lakewright.discord.Distance;
import io.lakewright.discord.LeftProfile;
import io.lakewright.discord.ProfileParameters;
import io.lakewright.testkit.discord.NaiveProfile;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ExactProfileTest {
  @Property(tries = 300, seed = "1")
  void equalsTheDefinition(
      @ForAll("series") double[] values, @ForAll("parameters") ProfileParameters parameters) {
    assertEqual(values, parameters, ExactProfile.of(values, parameters));
  }

  @Property(tries = 200, seed = "2")
  void equalsTheDefinitionHoweverSmallTheBlocks(
      @ForAll("series") double[] values,
      @ForAll("parameters") ProfileParameters parameters,
      @ForAll @IntRange(min = 1, max = 150) int blockSize) {
    ExactProfiler profiler = new ExactProfiler(parameters, Kernels.FASTEST, blockSize);
    assertEqual(values, parameters, profiler.profile(values, values.length));
  }

  @Property(tries = 40, seed = "3")
  void equalsTheDefinitionAcrossBlocksOfTheGrid(
      @ForAll("longSeries") double[] values, @ForAll("parameters") ProfileParameters parameters) {
    assertEqual(values, parameters, ExactProfile.of(values, parameters));
  }

  @Property(tries = 60, seed = "4")
  void hasTheSameBitsWithOneThreadAndSeveralAndWithEitherKernel(
      @ForAll("longSeries") double[] values, @ForAll("parameters") ProfileParameters parameters) {
    LeftProfile plain = ExactProfile.of(values, parameters, 1, Kernels.PLAIN);
    assertSame(plain, ExactProfile.of(values, parameters, 3, Kernels.PLAIN));
    assertSame(plain, ExactProfile.of(values, parameters, 2, Kernels.vector()));
    assertSame(plain, ExactProfile.of(values, parameters));
  }

  @Property(tries = 40, seed = "5")
  void hasTheSameDistancesWhateverTheSizeOfTheBlocks(
      @ForAll("longSeries") double[] values, @ForAll("parameters") ProfileParameters parameters) {
    LeftProfile expected = ExactProfile.of(values, parameters);
    for (int blockSize : new int[] {97, 512, 4096}) {
      ExactProfiler profiler = new ExactProfiler(parameters, Kernels.FASTEST, blockSize);
      double[] distances = profiler.profile(values, values.length).distances();
      for (int i = 0; i < distances.length; i++) {
        double one = distances[i];
        double other = expected.distances()[i];
        double tolerance = 1e-9 * scale(values, i, parameters);
        assertThat(
                one == other
                    || Double.isNaN(one) && Double.isNaN(other)
                    || Math.abs(one * one - other * other) <= tolerance)
            .as("distances %s and %s at %d", one, other, i)
            .isTrue();
      }
    }
  }

  /** What a correlation of 1 amounts to in squared distance. */
  private static double scale(double[] values, int start, ProfileParameters parameters) {
    int m = parameters.length();
    if (parameters.distance() == Distance.Z_NORMALIZED) {
      return 2 * m;
    }
    double mean = Arrays.stream(values, start, start + m).sum() / m;
    return 2 * Arrays.stream(values, start, start + m).map(v -> (v - mean) * (v - mean)).sum();
  }

  @Test
  void usesTheVectorKernelWhereTheModuleIs() {
    assertThat(Kernels.hasVectors()).as("tests run with the module").isTrue();
    assertThat(Kernels.FASTEST.of(Distance.Z_NORMALIZED))
        .isInstanceOf(Kernels.vector().of(Distance.Z_NORMALIZED).getClass());
    assertThat(Kernels.FASTEST.of(Distance.Z_NORMALIZED)).isNotInstanceOf(PlainCorrelations.class);
  }

  @Test
  void aProfilerGivesTheSameForASeriesWhateverItHasSeenBefore() {
    ProfileParameters parameters = ProfileParameters.of(50);
    ExactProfiler profiler = new ExactProfiler(parameters);
    double[] noisy = TestSeries.random(3000, 5);
    double[] values = TestSeries.walk(500, 1);
    profiler.profile(noisy, noisy.length);
    double[] longer = Arrays.copyOf(values, 700);
    double[] distances = new double[700];
    long[] neighbors = new long[700];
    int starts = profiler.profile(longer, values.length, distances, neighbors);
    assertThat(starts).isEqualTo(451);
    assertSame(
        ExactProfile.of(values, parameters),
        new LeftProfile(Arrays.copyOf(distances, starts), Arrays.copyOf(neighbors, starts)));
  }

  private static void assertSame(LeftProfile expected, LeftProfile actual) {
    assertThat(actual.distances()).isEqualTo(expected.distances());
    assertThat(actual.neighbors()).isEqualTo(expected.neighbors());
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
      assertThat(distance)
          .as("distance at %d", i)
          .isCloseTo(expected.distances()[i], within(tolerance));
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
                    m,
                    exclusion,
                    more > 300 ? ProfileParameters.UNBOUNDED : exclusion + more,
                    distance));
  }

  @Provide
  Arbitrary<double[]> series() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 300), Arbitraries.randomValue(r -> r.nextLong()))
        .as(TestSeries::random);
  }

  @Provide
  Arbitrary<double[]> longSeries() {
    return Combinators.combine(
            Arbitraries.integers().between(900, 2600), Arbitraries.randomValue(r -> r.nextLong()))
        .as(TestSeries::random);
  }
}

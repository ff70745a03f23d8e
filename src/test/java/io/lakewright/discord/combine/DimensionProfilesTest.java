package io.lakewright.discord.combine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.discord.LeftProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The k-of-n combination. */
class DimensionProfilesTest {
  private static final double NONE = Double.POSITIVE_INFINITY;

  @Test
  void takesTheMeanOfTheKLargestAndTheNeighborOfTheOddest() {
    LeftProfile combined =
        DimensionProfiles.kOfN(List.of(profile(1, 4, 2), profile(3, 1, 2), profile(8, 3, 5)), 2);

    assertThat(combined.distances()).containsExactly(5.5, 3.5, 3.5);
    assertThat(combined.neighbors()).containsExactly(800L, 401L, 502L);
  }

  @Test
  void isTheLargestForOneAndTheMeanForAll() {
    Random random = new Random(5);
    List<LeftProfile> dimensions = new ArrayList<>();
    for (int d = 0; d < 4; d++) {
      dimensions.add(profile(random.doubles(200).toArray()));
    }

    double[] one = DimensionProfiles.kOfN(dimensions, 1).distances();
    double[] all = DimensionProfiles.kOfN(dimensions, 4).distances();

    for (int start = 0; start < 200; start++) {
      int at = start;
      DoubleStream row = dimensions.stream().mapToDouble(d -> d.distances()[at]);
      assertThat(one[start]).isEqualTo(row.max().getAsDouble());
      assertThat(all[start])
          .isCloseTo(
              dimensions.stream().mapToDouble(d -> d.distances()[at]).average().getAsDouble(),
              org.assertj.core.data.Offset.offset(1e-15));
    }
  }

  @Test
  void countsOnlyDimensionsThatHaveADistance() {
    LeftProfile combined =
        DimensionProfiles.kOfN(
            List.of(profile(Double.NaN, Double.NaN, NONE, NONE), profile(2, Double.NaN, 3, NONE)),
            1);

    assertThat(combined.distances()).containsExactly(2, Double.NaN, 3, NONE);
    assertThat(combined.neighbors()).containsExactly(200L, -1L, 302L, -1L);
    assertThat(
            DimensionProfiles.kOfN(List.of(profile(Double.NaN, NONE), profile(2, 2)), 2)
                .distances())
        .containsExactly(Double.NaN, NONE);
  }

  @Test
  void refusesWhatCannotBeCombined() {
    assertThatThrownBy(() -> DimensionProfiles.kOfN(List.of(profile(1)), 2))
        .hasMessage("Number of dimensions that count must be from 1 to 1, cannot be: 2");
    assertThatThrownBy(() -> DimensionProfiles.kOfN(List.of(profile(1), profile(1, 2)), 1))
        .hasMessage("Profiles of all dimensions must have one size, cannot be: 1 and 2");
  }

  /** The neighbour of the distance d at start i is 100 d + i. */
  private static LeftProfile profile(double... distances) {
    return new LeftProfile(
        Arrays.copyOf(distances, distances.length),
        IntStream.range(0, distances.length)
            .mapToLong(i -> Double.isFinite(distances[i]) ? Math.round(100 * distances[i]) + i : -1)
            .toArray());
  }
}

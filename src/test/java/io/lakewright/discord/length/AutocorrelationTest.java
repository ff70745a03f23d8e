package io.lakewright.discord.length;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The autocorrelation against sums over all pairs. */
class AutocorrelationTest {
  /**
   * A series of two levels is not clipped, and one symmetric within each window is not flattened.
   */
  @Property(tries = 60, seed = "31")
  void isTheMeanProductOfThePairsThatAreThere(
      @ForAll @IntRange(min = 20, max = 300) int size, @ForAll long seed) {
    Random random = new Random(seed);
    int longest = size - 1;
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = i % 2 == 0 ? 1 : -1;
      if (random.nextInt(5) == 0 && i > 0 && i + 1 < size) {
        values[i] = Double.NaN;
      }
    }

    Autocorrelation actual = Autocorrelation.of(values, longest);

    double first = actual.at(0);
    assertThat(first).isCloseTo(1, within(1e-9));
    for (int lag = 0; lag <= longest / 2; lag++) {
      int pairs = 0;
      for (int i = 0; i + lag < size; i++) {
        pairs += Double.isFinite(values[i]) && Double.isFinite(values[i + lag]) ? 1 : 0;
      }
      if (pairs == 0) {
        assertThat(actual.at(lag)).isZero();
      } else if (pairs > size / 4) {
        assertThat(Math.signum(actual.at(lag))).isEqualTo(lag % 2 == 0 ? 1 : -1);
      }
    }
  }
}

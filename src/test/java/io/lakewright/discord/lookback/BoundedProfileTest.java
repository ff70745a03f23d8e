package io.lakewright.discord.lookback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lakewright.discord.Distance;
import io.lakewright.discord.LeftProfile;
import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.SeriesArbitrary;
import io.lakewright.discord.kernel.PartialProfile;
import io.lakewright.discord.tile.SeriesBlock;
import io.lakewright.testkit.discord.NaiveProfile;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BoundedProfileTest {
  @Property(tries = 60, seed = "11")
  void equalsTheDefinition(
      @ForAll @IntRange(min = 3, max = 24) int length,
      @ForAll @IntRange(min = 1, max = 30) int exclusion,
      @ForAll @IntRange(min = 0, max = 400) int more,
      @ForAll Distance distance,
      @ForAll @IntRange(min = 0, max = 3000) int points,
      @ForAll @DoubleRange(min = 0, max = 0.01) double missing,
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    double[] values = values(Math.min(points, 900), missing, seed);
    ProfileParameters parameters =
        new ProfileParameters(length, exclusion, exclusion + more, distance);

    LeftProfile found = BoundedProfile.of(values, parameters);

    LeftProfile expected = NaiveProfile.of(values, parameters);
    assertThat(found.size()).isEqualTo(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      double wanted = expected.distances()[i];
      if (Double.isFinite(wanted)) {
        assertThat(found.distances()[i])
            .as("start %d", i)
            .isCloseTo(wanted, within(1e-5 * Math.max(1, wanted)));
      } else {
        assertThat(Double.compare(found.distances()[i], wanted)).as("start %d", i).isZero();
      }
    }
  }

  @Property(tries = 40, seed = "12")
  void aPartHasTheBitsOfTheWhole(
      @ForAll @IntRange(min = 3, max = 400) int length,
      @ForAll @IntRange(min = 0, max = 2000) int more,
      @ForAll Distance distance,
      @ForAll @DoubleRange(min = 0, max = 1) double cutAt,
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    double[] values = values(5000, 0.0005, seed);
    ProfileParameters parameters = new ProfileParameters(length, length, length + more, distance);
    LeftProfile whole = BoundedProfile.of(values, parameters);
    int cut = (int) (cutAt * whole.size());
    int first = (int) BoundedProfile.historyStart(cut, parameters);

    LeftProfile early = BoundedProfile.of(Arrays.copyOf(values, cut + length - 1), parameters);
    LeftProfile late =
        BoundedProfile.of(Arrays.copyOfRange(values, first, values.length), first, cut, parameters);

    assertThat(early.distances()).containsExactly(Arrays.copyOf(whole.distances(), cut));
    assertThat(early.neighbors()).containsExactly(Arrays.copyOf(whole.neighbors(), cut));
    assertThat(late.distances())
        .containsExactly(Arrays.copyOfRange(whole.distances(), cut, whole.size()));
    assertThat(late.neighbors())
        .containsExactly(Arrays.copyOfRange(whole.neighbors(), cut, whole.size()));
  }

  @Property(tries = 25, seed = "13")
  void partsByLagHaveTheBitsOfTheWhole(
      @ForAll @IntRange(min = 3, max = 400) int length,
      @ForAll @IntRange(min = 1, max = 900) int exclusion,
      @ForAll @IntRange(min = 0, max = 7000) int more,
      @ForAll @IntRange(min = 2, max = 3) int blocks,
      @ForAll Distance distance,
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    double[] values = values(6000, 0.0005, seed);
    ProfileParameters parameters =
        new ProfileParameters(length, exclusion, exclusion + more, distance);
    LeftProfile whole = BoundedProfile.of(values, parameters);
    int block = BoundedProfile.block(length);
    int size = blocks * block;
    BoundedProfile profile = new BoundedProfile(parameters);

    for (int from = 0; from < whole.size(); from += size) {
      SeriesBlock queries = block(values, from, size + length - 1);
      PartialProfile found = null;
      for (int earlier = 0; earlier <= from; earlier += size) {
        SeriesBlock references = block(values, earlier, size + length + block - 2);
        PartialProfile part = profile.compare(queries, references, size);
        found = found == null ? part : part.merge(found);
      }
      int to = from + found.scores().length;
      assertThat(found.distances()).isEqualTo(Arrays.copyOfRange(whole.distances(), from, to));
      assertThat(found.neighbors()).isEqualTo(Arrays.copyOfRange(whole.neighbors(), from, to));
    }
  }

  private static SeriesBlock block(double[] values, int from, int size) {
    int to = Math.min(values.length, from + size);
    return new SeriesBlock(from, Arrays.copyOfRange(values, from, to));
  }

  @Test
  void refusesTooLittleHistory() {
    ProfileParameters parameters = new ProfileParameters(10, 10, 500, Distance.Z_NORMALIZED);

    assertThatThrownBy(() -> BoundedProfile.of(new double[100], 3000, 3050, parameters))
        .hasMessage("History for start 3050 must begin at 1548, cannot be: 3000");
  }

  /** A walk with constant runs, repeated parts, an offset and missing values. */
  private static double[] values(int points, double missing, long seed) {
    Random random = new Random(seed);
    double[] values = SeriesArbitrary.of(SeriesArbitrary.Kind.RANDOM_WALK, points, seed);
    double offset = random.nextInt(3) == 0 ? 1e6 : 0;
    for (int i = 0; i < points; i++) {
      values[i] += offset;
    }
    for (int k = 0; k < 3 && points > 100; k++) {
      int from = random.nextInt(points - 60);
      Arrays.fill(values, from, from + random.nextInt(60), values[from]);
    }
    if (points > 200) {
      System.arraycopy(values, 0, values, points - 80, 70);
    }
    for (int i = 0; i < points; i++) {
      if (random.nextDouble() < missing) {
        values[i] = Double.NaN;
      }
    }
    return values;
  }
}

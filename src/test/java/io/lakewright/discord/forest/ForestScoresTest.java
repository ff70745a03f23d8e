package io.lakewright.discord.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.discord.Discord;
import io.lakewright.discord.Discords;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Scores of a Random Cut Forest in the place of distances. */
class ForestScoresTest {
  private static final ForestOptions SMALL = new ForestOptions(4, 20, 128, 7);

  @Test
  void findsASpikeInAPeriodicSeries() {
    double[] values = periodic(3_000);
    values[2_000] += 3;

    List<Discord> discords =
        Discords.top(ForestScores.profile(values, 20, ForestOptions.DEFAULT), 20, 3, 600);

    Discord top = discords.get(0);
    assertThat(top.start() + 19).isBetween(2_000, 2_007);
    assertThat(top.neighbor()).isEqualTo(-1);
    assertThat(discords.get(1).distance()).isLessThan(top.distance() * 0.8);
    assertThat(discords).allMatch(d -> d == top || !d.overlaps(top));
  }

  @Test
  void givesTheSameScoresWithTheSameSeedAndOthersWithAnother() {
    double[] values = periodic(800);

    assertThat(ForestScores.of(values, SMALL)).isEqualTo(ForestScores.of(values, SMALL));
    assertThat(ForestScores.of(values, SMALL))
        .isNotEqualTo(ForestScores.of(values, new ForestOptions(4, 20, 128, 8)));
  }

  @Test
  void dependsOnThePastAlone() {
    double[] values = periodic(800);
    double[] longer = periodic(800);
    for (int i = 600; i < 800; i += 2) {
      // The mean stays, so that what changes is the future alone.
      longer[i] += 9;
      longer[i + 1] -= 9;
    }

    for (int i = 0; i < 600; i++) {
      assertThat(ForestScores.of(longer, SMALL)[i])
          .as("point %s", i)
          .isEqualTo(ForestScores.of(values, SMALL)[i]);
      i += 40;
    }
  }

  @Test
  void keepsItsScoresUnderALargeOffset() {
    double[] values = periodic(900);
    double[] shifted = values.clone();
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] += 1e9;
    }

    double[] scores = ForestScores.of(values, SMALL);
    double[] shiftedScores = ForestScores.of(shifted, SMALL);

    double difference = 0;
    for (int i = 100; i < 900; i++) {
      difference = Math.max(difference, Math.abs(scores[i] - shiftedScores[i]));
    }
    assertThat(difference).isLessThan(0.2);
  }

  @Test
  void hasNoScoreWhereAValueIsMissingAndNoneBeforeItHasLearned() {
    double[] values = periodic(400);
    values[200] = Double.NaN;
    values[300] = Double.POSITIVE_INFINITY;

    double[] scores = ForestScores.of(values, SMALL);

    assertThat(scores[0]).isInfinite();
    assertThat(scores[30]).isInfinite();
    assertThat(scores[199]).isFinite();
    for (int i = 0; i < 4; i++) {
      assertThat(scores[200 + i]).as("point %s", 200 + i).isNaN();
      assertThat(scores[300 + i]).as("point %s", 300 + i).isNaN();
    }
    assertThat(scores[204]).isFinite();
  }

  @Test
  void givesAnEmptyProfileForASeriesThatIsTooShort() {
    assertThat(ForestScores.profile(new double[5], 6, SMALL).size()).isZero();
    assertThat(ForestScores.profile(new double[0], 6, SMALL).size()).isZero();
  }

  @Test
  void refusesAForestWithoutTrees() {
    assertThatThrownBy(() -> new ForestOptions(8, 0, 256, 1))
        .hasMessage("Number of trees must be at least 1, cannot be: 0");
  }

  private static double[] periodic(int size) {
    Random random = new Random(3);
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = Math.sin(2 * Math.PI * i / 50) + 0.05 * random.nextGaussian();
    }
    return values;
  }
}

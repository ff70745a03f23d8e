package io.lakewright.discord.length;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The length that is proposed for a series of which nothing is known. */
class LengthProposalTest {
  private final Random random = new Random(4);

  @Test
  void isThePeriod() {
    assertThat(LengthProposal.ofPeriod(sine(3_000, 75)))
        .isEqualTo(
            new LengthProposal(
                75, "length 75: the series repeats itself every 75 points (autocorrelation 1.00)"));
  }

  @Test
  void isThePeriodUnderTrendWanderingLevelAndNoise() {
    double[] values = sine(4_000, 90);
    double level = 0;
    for (int i = 0; i < values.length; i++) {
      level += 0.05 * random.nextGaussian();
      values[i] += 0.01 * i + level + 0.5 * random.nextGaussian();
    }

    assertThat(LengthProposal.ofPeriod(values).length()).isBetween(87, 93);
  }

  @Test
  void isThePeriodWhereAThirdOfTheValuesIsMissing() {
    double[] values = sine(3_000, 60);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(4) == 0 || i % 1000 < 100 ? Double.NaN : values[i];
    }

    assertThat(LengthProposal.ofPeriod(values).length()).isBetween(59, 61);
  }

  @Test
  void isThePeriodUnderSpikesOfAMillion() {
    double[] values = sine(3_000, 60);
    for (int i = 0; i < 20; i++) {
      values[random.nextInt(values.length)] = 1e6;
    }

    assertThat(LengthProposal.ofPeriod(values).length()).isBetween(59, 61);
  }

  @Test
  void isTheDayThoughTheWeekRepeatsBetter() {
    double[] values = new double[10_000];
    for (int i = 0; i < values.length; i++) {
      double weekend = i / 48 % 7 >= 5 ? 0.6 : 1;
      values[i] = weekend * Math.sin(2 * Math.PI * i / 48) + 0.05 * random.nextGaussian();
    }

    assertThat(LengthProposal.ofPeriod(values).length()).isBetween(47, 49);
  }

  @Test
  void isLongEnoughToHaveAShape() {
    LengthProposal proposal = LengthProposal.ofPeriod(sine(2_000, 6));

    assertThat(proposal.length()).isEqualTo(18);
    assertThat(proposal.explanation()).endsWith(", and 3 periods have a shape");
  }

  @Test
  void isOfCommonUseWhereNothingRepeats() {
    double[] noise = random.doubles(5_000).toArray();

    assertThat(LengthProposal.ofPeriod(noise).length()).isEqualTo(64);
    assertThat(LengthProposal.ofPeriod(noise).explanation()).contains("no period is to be seen");
    assertThat(LengthProposal.ofPeriod(new double[4_000]).length()).isEqualTo(64);
    assertThat(LengthProposal.ofContrast(new double[4_000], 0).length()).isEqualTo(64);
  }

  @Test
  void isThereForSeriesOfAnySize() {
    for (int size : new int[] {0, 1, 2, 5, 17, 40}) {
      assertThat(LengthProposal.ofPeriod(sine(size, 8)).length())
          .as("size %s", size)
          .isBetween(3, Math.max(3, size));
      assertThat(LengthProposal.ofContrast(sine(size, 8), 0).length()).isPositive();
    }
  }

  @Test
  void standsOutMostWhereTheAnomalyIsLongerThanAPeriod() {
    double[] values = sine(6_000, 50);
    for (int i = 0; i < values.length; i++) {
      values[i] += 0.3 * random.nextGaussian();
    }
    for (int i = 4_000; i < 4_070; i++) {
      values[i] = values[i] * 0.3 + 0.7 * Math.sin(2 * Math.PI * i / 73.0);
    }

    LengthProposal proposal = LengthProposal.ofContrast(values, 1_000);

    assertThat(proposal.length()).isEqualTo(70);
    assertThat(proposal.explanation())
        .startsWith(
            "length 70: of 25, 35, 50, 70 points, the one at which the top discord stands out"
                + " most; they come from length 50: ");
  }

  private double[] sine(int size, int period) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = Math.sin(2 * Math.PI * i / period) + 0.05 * random.nextGaussian();
    }
    return values;
  }
}

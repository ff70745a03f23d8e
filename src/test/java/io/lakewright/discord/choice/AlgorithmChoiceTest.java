package io.lakewright.discord.choice;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.discord.Algorithm;
import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.damp.DampOptions;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tiles or DAMP. */
class AlgorithmChoiceTest {
  private static final ProfileParameters PARAMETERS = ProfileParameters.of(50);
  private static final DampOptions TOP = DampOptions.top(3, 1_000);

  @Test
  void theWholeProfileNeedsTheTiles() {
    AlgorithmChoice choice =
        AlgorithmChoice.of(periodic(40_000), 40_000, PARAMETERS, TOP, Wanted.PROFILE, 1);

    assertThat(choice.algorithm()).isEqualTo(Algorithm.EXACT);
    assertThat(choice.reason())
        .isEqualTo(
            "exact, by tiles: the whole profile is asked for, and DAMP gives only the discords");
  }

  @Test
  void aShortSeriesIsNotWorthMeasuring() {
    assertThat(
            AlgorithmChoice.of(periodic(5_000), 5_000, PARAMETERS, TOP, Wanted.DISCORDS, 1)
                .algorithm())
        .isEqualTo(Algorithm.EXACT);
  }

  @Test
  void aSeriesThatRepeatsItselfIsForDampAndTheReasonTellsTheMeasurement() {
    double[] values = periodic(40_000);

    AlgorithmChoice choice =
        AlgorithmChoice.of(values, 40_000, PARAMETERS, TOP, Wanted.DISCORDS, 2);

    assertThat(choice.algorithm()).isEqualTo(Algorithm.DAMP);
    assertThat(choice.reason())
        .matches(
            "DAMP: on a sample of 16,384 points DAMP costs [0-9,]+ comparisons a point, growing as"
                + " the length to the power of 0\\.\\d; that makes about [0-9,]+ million for 40,000"
                + " points, against \\d+ million by tiles on 2 cores");
    assertThat(AlgorithmChoice.of(values, 40_000, PARAMETERS, TOP, Wanted.DISCORDS, 2))
        .isEqualTo(choice);
    assertThat(
            AlgorithmChoice.of(
                Arrays.copyOf(values, 16_384), 40_000, PARAMETERS, TOP, Wanted.DISCORDS, 2))
        .as("from the beginning alone")
        .isEqualTo(choice);
  }

  /** Noise that grows: each subsequence is further from its past than those before. */
  @Test
  void aSeriesThatIsLessAndLessLikeItsPastIsForTheTilesIfThereAreCoresEnough() {
    Random random = new Random(1);
    double[] values = periodic(40_000);
    for (int i = 0; i < values.length; i++) {
      values[i] += 0.02 * Math.exp(i / 1e4) * random.nextGaussian();
    }
    DampOptions many = DampOptions.top(50, 1_000);

    AlgorithmChoice choice =
        AlgorithmChoice.of(values, 40_000, PARAMETERS, many, Wanted.DISCORDS, 64);

    assertThat(choice.algorithm()).isEqualTo(Algorithm.EXACT);
    assertThat(choice.reason()).startsWith("exact, by tiles: on a sample").endsWith("on 64 cores");
    assertThat(AlgorithmChoice.of(values, 40_000, PARAMETERS, many, Wanted.DISCORDS, 1).algorithm())
        .isEqualTo(Algorithm.DAMP);
  }

  private static double[] periodic(int size) {
    Random random = new Random(2);
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = Math.sin(2 * Math.PI * i / 60) + 0.1 * random.nextGaussian();
    }
    return values;
  }
}

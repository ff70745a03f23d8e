package io.lakewright.discord.length;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.discord.Discord;
import io.lakewright.discord.Discords;
import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.damp.DampOptions;
import io.lakewright.testkit.discord.NaiveProfile;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Discords over a range of lengths. */
class LengthSearchTest {
  private final Random random = new Random(8);

  @Test
  void everyLengthOfASmallRangeIsSearchedExactlyAndRankedByContrast() {
    double[] values = periodic(600);
    LengthRange range = new LengthRange(20, 30);

    LengthSearchResult result =
        LengthSearch.range(values, range, ProfileParameters::of, DampOptions.top(2, 100));

    assertThat(result.lengths()).hasSize(11);
    double largest = 0;
    for (int length = 20; length <= 30; length++) {
      List<Discord> naive =
          Discords.top(NaiveProfile.of(values, ProfileParameters.of(length)), length, 3, 100);
      double level = RankedDiscord.score(naive.get(2).distance(), length);
      largest = Math.max(largest, RankedDiscord.score(naive.get(0).distance(), length) - level);
    }
    assertThat(result.discords().get(0).contrast())
        .isCloseTo(largest, org.assertj.core.data.Offset.offset(1e-9));
  }

  @Test
  void discordsOfDifferentLengthsDoNotOverlap() {
    List<RankedDiscord> discords =
        LengthSearch.range(
                periodic(3_000),
                new LengthRange(20, 90),
                ProfileParameters::of,
                DampOptions.top(5, 0))
            .discords();

    assertThat(discords).hasSize(5);
    for (RankedDiscord discord : discords) {
      assertThat(discords)
          .allMatch(other -> other.equals(discord) || !other.discord().overlaps(discord.discord()));
    }
    assertThat(discords).isSortedAccordingTo((a, b) -> Double.compare(b.contrast(), a.contrast()));
  }

  @Test
  void aWideRangeIsRefinedAroundItsBestLength() {
    LengthSearchResult result =
        LengthSearch.range(
            periodic(2_000),
            new LengthRange(10, 300),
            ProfileParameters::of,
            DampOptions.top(1, 0));

    int best = result.discords().get(0).discord().length();
    assertThat(result.lengths()).contains(10, 300, best).hasSizeLessThan(70);
    assertThat(best == 10 || result.lengths().contains(best - 1)).isTrue();
    assertThat(best == 300 || result.lengths().contains(best + 1)).isTrue();
  }

  @Test
  void noiseInShortSubsequencesDoesNotHideWhatStandsOut() {
    double[] values = periodic(3_000);
    for (int i = 0; i < values.length; i++) {
      values[i] += 0.4 * random.nextGaussian();
    }

    RankedDiscord top =
        LengthSearch.range(
                values, new LengthRange(8, 120), ProfileParameters::of, DampOptions.top(1, 500))
            .discords()
            .get(0);

    assertThat(top.discord().start() + top.discord().length()).isBetween(2_000, 2_200);
  }

  @Test
  void aSeriesShorterThanTwoSubsequencesHasNone() {
    assertThat(
            LengthSearch.range(
                    new double[30],
                    new LengthRange(20, 60),
                    ProfileParameters::of,
                    DampOptions.top(1, 0))
                .discords())
        .isEmpty();
  }

  @Test
  void rangesAreChecked() {
    assertThat(new LengthRange(50, 400).grid()).hasSize(32).contains(50, 400);
    assertThatThrownBy(() -> new LengthRange(50, 40))
        .hasMessage("Longest length must be at least the shortest, 50, cannot be: 40");
  }

  /** A sine of 50 points with a distorted stretch from two thirds on. */
  private double[] periodic(int size) {
    double[] values = new double[size];
    int odd = size * 2 / 3;
    for (int i = 0; i < size; i++) {
      boolean distorted = i >= odd && i < odd + 60;
      values[i] = Math.sin(2 * Math.PI * i / (distorted ? 31 : 50)) + 0.05 * random.nextGaussian();
    }
    return values;
  }
}

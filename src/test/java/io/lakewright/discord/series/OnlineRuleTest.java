package io.lakewright.discord.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.discord.LeftProfile;
import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.Tagging;
import io.lakewright.discord.kernel.ExactProfile;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The rule of tags, and where the usual sample for streams goes wrong. */
class OnlineRuleTest {
  private static final int LENGTH = 8;
  private static final Tagging RULE = new Tagging(2, 4);

  @Test
  void aDistanceIsComparedWithThoseBeforeItOnly() {
    double[] distances = new double[60];
    for (int i = 0; i < 60; i++) {
      distances[i] = 1 + i % 2 * 0.1;
    }
    distances[40] = 5;
    distances[41] = 1.3;

    byte[] marks = tag(distances);

    assertThat(Marks.tag(marks[31])).isEqualTo(Tag.INITIALISING);
    assertThat(Marks.tag(marks[32])).isEqualTo(Tag.IS_NOT_ANOMALY);
    assertThat(Marks.tag(marks[40])).isEqualTo(Tag.IS_ANOMALY);
    // With the outlier of 5 before it, 1.3 is nothing special.
    assertThat(Marks.tag(marks[41])).isEqualTo(Tag.IS_NOT_ANOMALY);
  }

  @Test
  void aPointWithoutADistanceChangesNothing() {
    double[] distances = new double[50];
    Arrays.fill(distances, 1);
    Reason[] reasons = new Reason[50];
    Arrays.fill(reasons, Reason.MISSING);
    Arrays.fill(reasons, 0, 20, Reason.NONE);
    distances[30] = 99;
    DistanceMoments moments = new DistanceMoments();

    byte[] marks = Marks.tag(0, distances, reasons, LENGTH, RULE, moments);

    assertThat(Marks.tag(marks[40])).isEqualTo(Tag.IS_NOT_ANOMALY);
    assertThat(Marks.reason(marks[40])).isEqualTo(Reason.MISSING);
    assertThat(moments.count()).isEqualTo(20);
  }

  @Property(tries = 50, seed = "21")
  void momentsAreThoseOfTheDefinition(
      @ForAll @IntRange(min = 1, max = 2_000) int count,
      @ForAll @IntRange(min = 1, max = 200) int stride,
      @ForAll @LongRange(min = 0, max = 100_000) long seed) {
    Random random = new Random(seed);
    DistanceMoments moments = new DistanceMoments();
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = 1e3 + random.nextGaussian();
      moments.add((long) i * stride * 100, values[i]);
    }
    double mean = Arrays.stream(values).average().orElseThrow();
    double deviation =
        Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / count);

    assertThat(moments.exceeds(mean + 2 * deviation + 1e-8, 2)).isTrue();
    assertThat(moments.exceeds(mean + 2 * deviation - 1e-8, 2)).isFalse();
  }

  @Test
  void theSampleForStreamsCountsItsUnfilledHistoryAsDistanceZeroAndOursDoesNot() {
    double[] values = new double[400];
    Random random = new Random(4);
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.sin(i * 2 * Math.PI / LENGTH) + 0.1 * random.nextGaussian();
    }

    double[] theirs = ringOf64(values);
    LeftProfile profile = ExactProfile.of(values, ProfileParameters.of(LENGTH));
    double[] ours = new double[values.length];
    Reason[] reasons = new Reason[values.length];
    Arrays.fill(reasons, Reason.INCOMPLETE);
    for (int start = 0; start < profile.size(); start++) {
      ours[start + LENGTH - 1] = profile.distances()[start];
      reasons[start + LENGTH - 1] = Detection.reason(profile.distances()[start]);
    }
    byte[] marks = Marks.tag(0, ours, reasons, LENGTH, new Tagging(2, 1), new DistanceMoments());

    int firstScore = 64 + LENGTH - 1;
    assertThat(Arrays.copyOf(theirs, firstScore)).containsOnly(0);
    assertThat(theirs[firstScore]).isPositive();
    assertThat(flaggedByTheSample(theirs, firstScore))
        .as("an ordinary period is its first alarm")
        .isTrue();
    for (int i = 0; i < values.length; i++) {
      boolean compared = i >= 2 * LENGTH - 1;
      assertThat(Marks.reason(marks[i]) == Reason.NONE).isEqualTo(compared);
      assertThat(!compared || ours[i] > 0).isTrue();
    }
    assertThat(Marks.tag(marks[firstScore])).isEqualTo(Tag.IS_NOT_ANOMALY);
  }

  private static byte[] tag(double[] distances) {
    Reason[] reasons = new Reason[distances.length];
    Arrays.fill(reasons, Reason.NONE);
    return Marks.tag(0, distances, reasons, LENGTH, RULE, new DistanceMoments());
  }

  /** Squared distances to the nearest of the last 64 sequences; places not filled count as 0. */
  private static double[] ringOf64(double[] values) {
    double[] scores = new double[values.length];
    for (int end = LENGTH - 1; end < values.length; end++) {
      double nearest = Double.POSITIVE_INFINITY;
      for (int back = 1; back <= 64; back++) {
        int other = end - back;
        double sum = 0;
        for (int k = 0; k < LENGTH && other >= LENGTH - 1; k++) {
          double difference = values[end - k] - values[other - k];
          sum += difference * difference;
        }
        nearest = Math.min(nearest, sum);
      }
      scores[end] = nearest;
    }
    return scores;
  }

  /** Mean and two deviations over all scores ever, this one among them. */
  private static boolean flaggedByTheSample(double[] scores, int at) {
    double mean = Arrays.stream(scores, 0, at + 1).average().orElseThrow();
    double squares =
        Arrays.stream(scores, 0, at + 1).map(score -> (score - mean) * (score - mean)).sum();
    return scores[at] > mean + 2 * Math.sqrt(squares / (at + 1));
  }
}

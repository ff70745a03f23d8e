package io.lakewright.discord.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.discord.ProfileParameters;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * How far the correlations that the kernels compare are from the true ones: those of the best
 * matches, against decimal arithmetic of 40 digits.
 */
class PrecisionTest {
  private static final MathContext DIGITS = new MathContext(40);
  private static final int M = 64;
  private static final int POINTS = 6_000;

  @Test
  void ofARandomWalk() {
    assertThat(largestError(TestSeries.walk(POINTS, 1))).isLessThan(1e-12);
  }

  @Test
  void withAnOffsetOfAMillion() {
    double[] values = noise();
    for (int i = 0; i < POINTS; i++) {
      values[i] += 1e6;
    }
    assertThat(largestError(values)).isLessThan(1e-12);
  }

  @Test
  void withSpikesOfAMillionAtEqualDistances() {
    double[] values = noise();
    for (int i = 37; i < POINTS; i += 700) {
      values[i] += 1e6;
    }
    assertThat(largestError(values)).isLessThan(1e-9);
  }

  @Test
  void withSpikesOfAMillionEverywhere() {
    double[] values = noise();
    Random random = new Random(3);
    for (int i = 0; i < 60; i++) {
      values[random.nextInt(POINTS)] += random.nextGaussian() * 1e6;
    }
    assertThat(largestError(values)).isLessThan(1e-9);
  }

  @Test
  void withStepsOfAMillion() {
    double[] values = noise();
    for (int i = 0; i < POINTS; i++) {
      values[i] += i / 900 % 2 == 0 ? 0 : 1e6;
    }
    assertThat(largestError(values)).isLessThan(1e-9);
  }

  @Test
  void withActivityThatFadesAndReturns() {
    double[] values = noise();
    for (int i = 0; i < POINTS; i++) {
      values[i] *= Math.exp(-8 * (1 - Math.cos(i / 300.0)));
    }
    assertThat(largestError(values)).isLessThan(1e-9);
  }

  private static double[] noise() {
    Random random = new Random(2);
    double[] values = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      values[i] = Math.sin(i / 9.0) + 0.3 * random.nextGaussian();
    }
    return values;
  }

  /** Of the correlations of a sample of subsequences with the neighbours that were chosen. */
  private static double largestError(double[] values) {
    ProfileParameters parameters = ProfileParameters.of(M);
    double largest = 0;
    PartialProfile profile = new TileProfiler(parameters).compare(values, 0, values, 0);
    Block block = new Block(parameters);
    for (int i = M; i < POINTS - M + 1; i += 7) {
      block.load(values, i, i, 1);
      double correlation = profile.scores()[i] * block.weight[0];
      int neighbor = (int) profile.neighbors()[i];
      double error = Math.abs(correlation - correlation(values, i, neighbor));
      largest = Math.max(largest, error);
    }
    return largest;
  }

  private static double correlation(double[] values, int a, int b) {
    BigDecimal[] one = deviations(values, a);
    BigDecimal[] other = deviations(values, b);
    BigDecimal norms = product(one, one).sqrt(DIGITS).multiply(product(other, other).sqrt(DIGITS));
    return product(one, other).divide(norms, DIGITS).doubleValue();
  }

  private static BigDecimal product(BigDecimal[] one, BigDecimal[] other) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int k = 0; k < M; k++) {
      sum = sum.add(one[k].multiply(other[k]), DIGITS);
    }
    return sum;
  }

  private static BigDecimal[] deviations(double[] values, int start) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal[] points = new BigDecimal[M];
    for (int k = 0; k < M; k++) {
      points[k] = new BigDecimal(values[start + k]);
      sum = sum.add(points[k]);
    }
    BigDecimal mean = sum.divide(BigDecimal.valueOf(M), DIGITS);
    for (int k = 0; k < M; k++) {
      points[k] = points[k].subtract(mean);
    }
    return points;
  }
}

package io.lakewright.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The direct distance against its definition in decimal arithmetic. */
class SubsequenceDistanceTest {
  private static final MathContext DIGITS = new MathContext(60);

  @Provide
  Arbitrary<double[]> series() {
    return SeriesArbitrary.series(120);
  }

  @Property(tries = 150, seed = "11")
  void isTheRootOfTwoMTimesOneLessTheCorrelation(
      @ForAll("series") double[] values, @ForAll @IntRange(min = 3, max = 20) int length) {
    Windows windows = Windows.of(values, length, Distance.Z_NORMALIZED);
    for (int i = 0; i < windows.size(); i += 7) {
      for (int j = 0; j <= i; j += 11) {
        double actual = SubsequenceDistance.between(values, i, j, length, Distance.Z_NORMALIZED);
        if (windows.missing(i) || windows.missing(j)) {
          assertThat(actual).isNaN();
        } else {
          assertThat(actual * actual / (2 * length))
              .isCloseTo(decimal(values, i, j, length), within(2e-9));
        }
      }
    }
  }

  @Property(tries = 300, seed = "12")
  void hasTheSameBitsFromWindowsAndFromEitherSide(
      @ForAll("series") double[] values,
      @ForAll @IntRange(min = 3, max = 20) int length,
      @ForAll Distance distance) {
    Windows windows = Windows.of(values, length, distance);
    for (int i = 0; i < windows.size(); i += 3) {
      for (int j = 0; j <= i; j += 5) {
        double expected = SubsequenceDistance.between(values, i, j, length, distance);
        assertThat(windows.distance(i, j)).isEqualTo((Double) expected);
        assertThat(windows.distance(j, i)).isEqualTo((Double) expected);
      }
    }
  }

  @Test
  void keepsItsDigitsWhereTheCorrelationIsAlmostOne() {
    double[] values = new double[20];
    for (int i = 0; i < 10; i++) {
      values[i] = Math.sin(i);
      values[10 + i] = Math.sin(i) + (i == 4 ? 1e-9 : 0);
    }

    double distance = SubsequenceDistance.between(values, 0, 10, 10, Distance.Z_NORMALIZED);

    assertThat(distance).isCloseTo(1.27e-9, within(2e-10));
  }

  @Test
  void takesConstantsAsTheLiteratureDoes() {
    double[] values = {5, 5, 5, 2, 2, 2, 1, 2, 4};

    assertThat(SubsequenceDistance.between(values, 0, 3, 3, Distance.Z_NORMALIZED)).isZero();
    assertThat(SubsequenceDistance.between(values, 0, 6, 3, Distance.Z_NORMALIZED))
        .isEqualTo(Math.sqrt(3));
    assertThat(SubsequenceDistance.between(values, 0, 3, 3, Distance.EUCLIDEAN))
        .isEqualTo(Math.sqrt(27));
  }

  /** 1 − ρ. */
  private static double decimal(double[] values, int a, int b, int length) {
    BigDecimal aa = product(values, a, a, length);
    BigDecimal bb = product(values, b, b, length);
    if (aa.signum() == 0 || bb.signum() == 0) {
      return aa.signum() == bb.signum() ? 0 : 0.5;
    }
    BigDecimal ab = product(values, a, b, length);
    return BigDecimal.ONE.subtract(ab.divide(aa.multiply(bb).sqrt(DIGITS), DIGITS)).doubleValue();
  }

  /** m Σ xy − Σx Σy, exactly. */
  private static BigDecimal product(double[] values, int a, int b, int length) {
    BigDecimal sumA = BigDecimal.ZERO;
    BigDecimal sumB = BigDecimal.ZERO;
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < length; i++) {
      BigDecimal x = new BigDecimal(values[a + i]);
      BigDecimal y = new BigDecimal(values[b + i]);
      sumA = sumA.add(x);
      sumB = sumB.add(y);
      sum = sum.add(x.multiply(y));
    }
    return sum.multiply(BigDecimal.valueOf(length)).subtract(sumA.multiply(sumB));
  }
}

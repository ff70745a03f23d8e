package io.lakewright.discord;

import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Series of the kinds that are hard in different ways. */
public final class SeriesArbitrary {
  private SeriesArbitrary() {}

  /** What a series is made of. */
  public enum Kind {
    /** Sums of noise. */
    RANDOM_WALK,
    /** Noise alone. */
    NOISE,
    /** A sine with a little noise and one odd period. */
    PERIODIC,
    /** A period repeated exactly: many ties. */
    REPEATED,
    /** Few distinct levels with long constant runs. */
    STEPS,
    /** One value throughout. */
    CONSTANT,
    /** Small integers: ties and constant windows. */
    SMALL_INTEGERS
  }

  /** What has happened to it. */
  public enum Harm {
    /** Nothing. */
    NONE,
    /** A large offset. */
    OFFSET,
    /** Some values are a million times too large. */
    SPIKES,
    /** Some values are missing or infinite, alone and in runs. */
    MISSING
  }

  /** Series of up to so many points. */
  public static Arbitrary<double[]> series(int points) {
    return Combinators.combine(
            Arbitraries.of(Kind.class),
            Arbitraries.of(Harm.class),
            Arbitraries.integers().between(1, points),
            Arbitraries.longs())
        .as((kind, harm, size, seed) -> harmed(of(kind, size, seed), harm, seed));
  }

  /** One series. */
  public static double[] of(Kind kind, int size, long seed) {
    Random random = new Random(seed);
    int period = 5 + random.nextInt(40);
    double level = 0;
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      level += random.nextGaussian();
      values[i] =
          switch (kind) {
            case RANDOM_WALK -> level;
            case NOISE -> random.nextGaussian();
            case PERIODIC ->
                Math.sin(2 * Math.PI * i / period) * (i / period == size / period / 2 ? -1 : 1)
                    + 0.05 * random.nextGaussian();
            case REPEATED -> (i % period) * (i % period % 3) * 0.1;
            case STEPS -> Math.floor(random.nextInt(20) == 0 || i == 0 ? level : values[i - 1]);
            case CONSTANT -> 3.7;
            case SMALL_INTEGERS -> random.nextInt(3);
          };
    }
    return values;
  }

  private static double[] harmed(double[] values, Harm harm, long seed) {
    Random random = new Random(seed + 1);
    int run = 0;
    for (int i = 0; i < values.length; i++) {
      run = random.nextInt(60) == 0 ? random.nextInt(12) + 1 : run - 1;
      switch (harm) {
        case OFFSET -> values[i] += 1e6;
        case SPIKES -> values[i] *= random.nextInt(80) == 0 ? 1e6 : 1;
        case MISSING ->
            values[i] = run <= 0 ? values[i] : run == 3 ? Double.POSITIVE_INFINITY : Double.NaN;
        case NONE -> {}
      }
    }
    return values;
  }
}

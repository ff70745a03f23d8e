package io.lakewright.bench;

import java.util.Random;

/** Series of the kinds that the speed of DAMP depends on. */
enum DampSeries {
  /** A sine of 100 points with a fifth of its amplitude as noise, and one distorted period. */
  PERIODIC {
    @Override
    double[] of(int size, Random random) {
      double[] values = new double[size];
      int odd = size / 3 * 2;
      for (int i = 0; i < size; i++) {
        double phase = 2 * Math.PI * i / 100;
        boolean distorted = i >= odd && i < odd + 100;
        values[i] = Math.sin(distorted ? 2 * phase : phase) + 0.2 * random.nextGaussian();
      }
      return values;
    }
  },
  /** Beats of about 180 points with a sharp peak, a wandering baseline, and one premature beat. */
  ECG {
    @Override
    double[] of(int size, Random random) {
      double[] values = new double[size];
      int beat = 0;
      int at = 0;
      int odd = size / 180 / 3 * 2;
      double baseline = 0;
      while (at < size) {
        int length = beat == odd ? 110 : 170 + random.nextInt(20);
        for (int i = 0; i < length && at < size; i++, at++) {
          double t = (double) i / length;
          baseline += 0.01 * random.nextGaussian() - 0.001 * baseline;
          values[at] =
              baseline
                  + 0.12 * bump(t, 0.2, 0.03)
                  + (beat == odd ? 0.6 : 1) * bump(t, 0.37, 0.012)
                  - 0.2 * bump(t, 0.41, 0.012)
                  + 0.3 * bump(t, 0.65, 0.05)
                  + 0.01 * random.nextGaussian();
        }
        beat++;
      }
      return values;
    }
  },
  /** Nothing but noise: nothing repeats, and nothing stands out. */
  NOISE {
    @Override
    double[] of(int size, Random random) {
      double[] values = new double[size];
      for (int i = 0; i < size; i++) {
        values[i] = random.nextGaussian();
      }
      return values;
    }
  },
  /** Sums of noise: hardly anything repeats. */
  RANDOM_WALK {
    @Override
    double[] of(int size, Random random) {
      double[] values = new double[size];
      for (int i = 1; i < size; i++) {
        values[i] = values[i - 1] + random.nextGaussian();
      }
      return values;
    }
  };

  abstract double[] of(int size, Random random);

  private static double bump(double t, double at, double width) {
    return Math.exp(-(t - at) * (t - at) / (2 * width * width));
  }
}

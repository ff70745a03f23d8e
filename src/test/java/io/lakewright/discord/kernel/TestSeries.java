package io.lakewright.discord.kernel;

import java.util.Random;

/** Series of many kinds: walks, periods, constant runs, steps, spikes, gaps, offsets. */
final class TestSeries {
  private TestSeries() {}

  static double[] walk(int size, long seed) {
    Random random = new Random(seed);
    double[] values = new double[size];
    double level = 0;
    for (int i = 0; i < size; i++) {
      level += random.nextGaussian();
      values[i] = level;
    }
    return values;
  }

  /** One of the kinds, with some of the troubles. */
  static double[] random(int size, long seed) {
    Random random = new Random(seed);
    double[] values = walk(size, random.nextLong());
    switch (random.nextInt(4)) {
      case 0 -> {
        int period = 3 + random.nextInt(50);
        for (int i = 0; i < size; i++) {
          values[i] = Math.sin(2 * Math.PI * i / period) + 0.1 * random.nextGaussian();
        }
      }
      case 1 -> {
        for (int i = 0; i < size; i++) {
          values[i] = Math.rint(values[i] / 3);
        }
      }
      default -> {}
    }
    for (int trouble = random.nextInt(4); trouble > 0 && size > 0; trouble--) {
      int at = random.nextInt(size);
      int length = Math.min(size - at, random.nextInt(80));
      switch (random.nextInt(6)) {
        case 0 -> values[at] = Double.NaN;
        case 1 -> java.util.Arrays.fill(values, at, at + length, values[at]);
        case 2 -> values[at] += 1e6;
        case 3 ->
            values[at] = random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        case 4 -> {
          for (int i = at; i < size; i++) {
            values[i] += 1000;
          }
        }
        default -> {
          for (int i = 0; i < size; i++) {
            values[i] = values[i] * 3;
          }
        }
      }
    }
    return values;
  }
}

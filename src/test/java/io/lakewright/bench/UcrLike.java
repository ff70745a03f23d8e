package io.lakewright.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * Series in the manner of the UCR anomaly archive: a training part without anomaly, then a test
 * part with exactly one. Signals and anomalies are of several kinds each; everything follows from
 * the seed.
 */
final class UcrLike {
  /** What repeats. */
  enum Signal {
    HARMONICS,
    ECG,
    PULSES,
    BREATH,
    SAWTOOTH,
    WEEKLY,
    DRIFT,
    SPARSE,
    GAIT,
    CHAOS
  }

  /** What goes wrong once. */
  enum Oddity {
    FLAT,
    NOISE,
    REVERSED,
    STRETCHED,
    SCALED,
    SPIKE,
    STEP,
    SMOOTHED,
    MIRRORED,
    FROZEN,
    SHIFTED,
    FOREIGN
  }

  /**
   * A series; the anomaly is from begin to end, inclusive.
   *
   * @param period in points
   */
  record Labelled(String name, double[] values, int period, int train, int begin, int end) {}

  private final Random random;

  private UcrLike(long seed) {
    random = new Random(seed);
  }

  /** One series for each number. */
  static Labelled series(int number, long seed) {
    Signal signal = Signal.values()[number % Signal.values().length];
    Oddity oddity = Oddity.values()[number / Signal.values().length % Oddity.values().length];
    return new UcrLike(seed * 1_000_003 + number).make(number, signal, oddity);
  }

  /** Writes series as files of the archive's naming, half of them on one line. */
  static void write(Path directory, int count, long seed) throws IOException {
    Files.createDirectories(directory);
    for (int number = 0; number < count; number++) {
      Labelled series = series(number, seed);
      StringBuilder text = new StringBuilder();
      for (double value : series.values()) {
        text.append(String.format(Locale.ROOT, number % 2 == 0 ? "%.7e%n" : "  %.7e", value));
      }
      String name =
          String.format(
              Locale.ROOT,
              "%03d_UCR_Anomaly_%s_%d_%d_%d.txt",
              number + 1,
              series.name(),
              series.train(),
              series.begin(),
              series.end());
      Files.writeString(directory.resolve(name), text);
    }
  }

  private Labelled make(int number, Signal signal, Oddity oddity) {
    int period = (int) Math.round(20 * Math.pow(16, random.nextDouble()));
    int size = Math.max(4_000, period * (50 + random.nextInt(60)));
    int train = size / 4 + random.nextInt(size / 8);
    double noise = new double[] {0.01, 0.03, 0.1, 0.2}[random.nextInt(4)];
    double[] values = signal(signal, size, period);
    double[] foreign = signal(signal == Signal.GAIT ? Signal.PULSES : Signal.GAIT, size, period);
    int length = Math.max(8, (int) (period * (0.3 + 1.2 * random.nextDouble())));
    int begin = train + period + random.nextInt(size - train - length - 3 * period);
    double scale = spread(values);
    double[] sound = values.clone();
    odd(values, foreign, oddity, begin, length, period, scale);
    double strength = 0.25 + 0.75 * random.nextDouble();
    for (int i = 0; i < size; i++) {
      values[i] = sound[i] + strength * (values[i] - sound[i]);
    }
    for (int i = 0; i < size; i++) {
      values[i] +=
          noise * scale * random.nextGaussian() * (frozen(oddity, i, begin, length) ? 0.1 : 1);
    }
    int end = oddity == Oddity.SPIKE ? begin + 3 : begin + length - 1;
    return new Labelled(
        (signal + "" + oddity).toLowerCase(Locale.ROOT), values, period, train, begin, end);
  }

  private static boolean frozen(Oddity oddity, int i, int begin, int length) {
    return oddity == Oddity.FROZEN && i >= begin && i < begin + length;
  }

  private double[] signal(Signal signal, int size, int period) {
    double[] values = new double[size];
    double[] amplitudes = random.doubles(6).map(d -> d * 2 - 1).toArray();
    double[] phases = random.doubles(6).map(d -> d * 2 * Math.PI).toArray();
    double jitter =
        signal == Signal.ECG || signal == Signal.BREATH || signal == Signal.GAIT ? 0.05 : 0;
    double level = 0;
    double gain = 1;
    int at = 0;
    int cycle = 0;
    double[] chaos = signal == Signal.CHAOS ? chaos(size, period) : null;
    while (at < size) {
      int length = Math.max(4, (int) Math.round(period * (1 + jitter * random.nextGaussian())));
      gain =
          signal == Signal.BREATH
              ? 1 + 0.3 * Math.sin(cycle / 5.0)
              : 1 + 0.03 * random.nextGaussian();
      for (int i = 0; i < length && at < size; i++, at++) {
        double t = (double) i / length;
        level += 0.02 * random.nextGaussian() - 0.0005 * level;
        values[at] =
            switch (signal) {
              case HARMONICS, BREATH, GAIT ->
                  gain * harmonics(t, amplitudes, phases, signal == Signal.BREATH ? 2 : 5);
              case ECG ->
                  gain
                          * (bump(t, 0.3, 0.02)
                              - 0.25 * bump(t, 0.34, 0.02)
                              + 0.25 * bump(t, 0.6, 0.06)
                              + 0.1 * bump(t, 0.15, 0.04))
                      + 0.3 * level;
              case PULSES -> t < 0.3 ? gain : t < 0.5 ? 0.4 * gain : 0;
              case SAWTOOTH -> gain * (t < 0.8 ? t / 0.8 : (1 - t) / 0.2);
              case WEEKLY ->
                  (cycle % 7 >= 5 ? 0.35 : 1)
                      * gain
                      * (bump(t, 0.4, 0.1) + 0.8 * bump(t, 0.7, 0.08));
              case DRIFT -> Math.sin(2 * Math.PI * t) + 1.5 * level;
              case SPARSE -> gain * bump(t, 0.5, 0.04);
              case CHAOS -> chaos[at];
            };
      }
      cycle++;
    }
    return values;
  }

  private static double harmonics(double t, double[] amplitudes, double[] phases, int count) {
    double sum = Math.sin(2 * Math.PI * t);
    for (int h = 1; h <= count; h++) {
      sum += amplitudes[h] / (h + 0.5) * Math.sin(2 * Math.PI * (h + 1) * t + phases[h]);
    }
    return sum;
  }

  private static double bump(double t, double at, double width) {
    return Math.exp(-(t - at) * (t - at) / (2 * width * width));
  }

  /** Mackey-Glass, whose orbits are of about the delay times three. */
  private double[] chaos(int size, int period) {
    int delay = 17;
    double[] fine = new double[4_000 + delay];
    java.util.Arrays.setAll(fine, i -> 1.1 + 0.1 * random.nextDouble());
    double[] values = new double[size];
    double step = 50.0 / period;
    double time = 0;
    double x = 1.2;
    double[] history = new double[170];
    java.util.Arrays.fill(history, 1.2);
    int h = 0;
    for (int i = 0; i < size; i++) {
      for (time += step; time > 0; time -= 0.1) {
        double past = history[h];
        x += 0.1 * (0.2 * past / (1 + Math.pow(past, 10)) - 0.1 * x);
        history[h] = x;
        h = (h + 1) % history.length;
      }
      values[i] = x;
    }
    return values;
  }

  private static double spread(double[] values) {
    double mean = java.util.Arrays.stream(values).average().orElse(0);
    return Math.sqrt(
        java.util.Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(1));
  }

  private void odd(
      double[] values,
      double[] foreign,
      Oddity oddity,
      int begin,
      int length,
      int period,
      double scale) {
    double[] before = values.clone();
    double mean = 0;
    for (int i = begin; i < begin + length; i++) {
      mean += before[i] / length;
    }
    double factor = random.nextBoolean() ? 0.4 : 1.7;
    double held = before[begin];
    for (int i = 0; i < length; i++) {
      int at = begin + i;
      double window = Math.sin(Math.PI * (i + 0.5) / length);
      values[at] =
          switch (oddity) {
            case FLAT -> before[at] + Math.min(1, 3 * window) * (mean - before[at]);
            case NOISE -> before[at] + 0.4 * scale * random.nextGaussian();
            case REVERSED -> before[begin + length - 1 - i];
            case STRETCHED -> before[begin + (int) (i * 0.6)];
            case SCALED -> mean + (1 + (factor - 1) * window) * (before[at] - mean);
            case SPIKE -> before[at] + (i < 3 ? 2 * scale : 0);
            case STEP -> before[at] + 0.8 * scale;
            case SMOOTHED -> smooth(before, at, Math.max(2, period / 8));
            case MIRRORED -> 2 * mean - before[at];
            case FROZEN -> held;
            case SHIFTED -> before[Math.min(values.length - 1, at + period / 3)];
            case FOREIGN -> before[at] + Math.min(1, 3 * window) * 0.7 * (foreign[at] - before[at]);
          };
    }
  }

  private static double smooth(double[] values, int at, int reach) {
    double sum = 0;
    for (int i = at - reach; i <= at + reach; i++) {
      sum += values[Math.max(0, Math.min(values.length - 1, i))];
    }
    return sum / (2 * reach + 1);
  }
}

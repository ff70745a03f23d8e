package io.lakewright.discord;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/** Writes points as CSV for the tests of the job. */
final class SeriesFile {
  private final String header;
  private final List<String> lines = new ArrayList<>();

  SeriesFile(String header) {
    this.header = header;
  }

  /** One point a minute from 2026-01-01 on. */
  static SeriesFile of(double[] values) {
    SeriesFile file = new SeriesFile("time,value");
    for (int i = 0; i < values.length; i++) {
      file.line(time(i), Double.isNaN(values[i]) ? "" : values[i]);
    }
    return file;
  }

  SeriesFile line(Object... fields) {
    lines.add(
        java.util.Arrays.stream(fields).map(String::valueOf).collect(Collectors.joining(",")));
    return this;
  }

  /** Seconds since 1970 of a minute. */
  static long epoch(int minute) {
    return 1_767_225_600L + 60L * minute;
  }

  static String time(int minute) {
    return java.time.LocalDateTime.ofEpochSecond(epoch(minute), 0, java.time.ZoneOffset.UTC)
        .format(java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT));
  }

  SeriesFile shuffled(long seed) {
    java.util.Collections.shuffle(lines, new Random(seed));
    return this;
  }

  /** Writes the file below a folder and returns the folder's path. */
  String in(Path folder) {
    return in(folder, "series.csv");
  }

  String in(Path folder, String name) {
    try {
      Files.createDirectories(folder);
      List<String> all = new ArrayList<>(lines);
      all.add(0, header);
      Files.write(folder.resolve(name), all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder.toString();
  }

  /** A random walk. */
  static double[] walk(int points, long seed) {
    Random random = new Random(seed);
    double[] values = new double[points];
    double at = 0;
    for (int i = 0; i < points; i++) {
      at += random.nextGaussian();
      values[i] = at;
    }
    return values;
  }

  /** A sine of this period with noise. */
  static double[] sine(int points, int period, long seed) {
    Random random = new Random(seed);
    double[] values = new double[points];
    for (int i = 0; i < points; i++) {
      values[i] = Math.sin(2 * Math.PI * i / period) + 0.05 * random.nextGaussian();
    }
    return values;
  }
}

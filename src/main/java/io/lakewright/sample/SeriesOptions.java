package io.lakewright.sample;

import io.lakewright.UserException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What {@code sample series} writes.
 *
 * @param output the directory, made if missing
 * @param series how many series
 * @param points of each series
 * @param seed the same seed and options give the same file on any machine
 * @param shape of the series
 * @param gaps the share of points that are left out, from 0 up to 0.5
 */
public record SeriesOptions(
    Path output, int series, long points, long seed, Shape shape, double gaps) {
  private static final long FEWEST = 100;
  private static final int MOST_SERIES = 10_000_000;

  /** What the series are like. */
  public enum Shape {
    /** Days of different height with noise, with anomalies put in. */
    PERIODIC,
    /** The sum of noise. */
    WALK
  }

  /** One periodic series of four weeks, a point every five minutes. */
  public static SeriesOptions into(Path output) {
    return new SeriesOptions(output, 1, 8_064, 1, Shape.PERIODIC, 0);
  }

  public SeriesOptions {
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(shape, "shape");
    if (series < 1 || series > MOST_SERIES) {
      throw UserException.usage(
          "Number of series must be between 1 and %,d, cannot be: %,d"
              .formatted(MOST_SERIES, series));
    }
    if (points < FEWEST) {
      throw UserException.usage(
          "Number of points must be at least " + FEWEST + ", cannot be: " + points);
    }
    if (!(gaps >= 0 && gaps <= 0.5)) {
      throw UserException.usage("Share of gaps must be between 0 and 0.5, cannot be: " + gaps);
    }
  }
}

package io.lakewright.discord;

import io.lakewright.UserException;
import java.io.Serializable;
import java.time.Duration;

/**
 * How points become a series without holes.
 *
 * @param step the distance of two points in time; points are laid on the grid of its multiples
 *     since 1970. Zero to take points as they come, however far apart
 * @param fill what stands for missing values
 */
public record Cleaning(Duration step, Fill fill) implements Serializable {
  private static final Duration LONGEST_STEP = Duration.ofDays(36_525);

  /** Points as they come, missing values as missing. */
  public static final Cleaning NONE = new Cleaning(Duration.ZERO, Fill.NONE);

  public Cleaning {
    if (step.compareTo(LONGEST_STEP) > 0) {
      throw UserException.usage("Step must be at most a hundred years, cannot be: " + step);
    }
    if (step.isNegative() || (!step.isZero() && step.toNanos() < 1000)) {
      throw UserException.usage("Step must be at least a microsecond, cannot be: " + step);
    }
  }

  /** The step in microseconds, 0 for none. */
  public long stepMicros() {
    return step.toNanos() / 1000;
  }
}

package io.lakewright.discord;

import io.lakewright.UserException;
import java.io.Serializable;

/**
 * The online rule: a point is an anomaly if its distance is above the mean of all distances before
 * it plus some standard deviations.
 *
 * @param threshold how many population standard deviations
 * @param initialPeriods points are {@code INITIALISING} until this many times the length of a
 *     subsequence have been seen
 */
public record Tagging(double threshold, int initialPeriods) implements Serializable {
  /** Two standard deviations, after sixteen lengths. */
  public static final Tagging DEFAULT = new Tagging(2, 16);

  public Tagging {
    if (!(threshold >= 0) || Double.isInfinite(threshold)) {
      throw UserException.usage(
          "Tag threshold must be a number of at least 0, cannot be: " + threshold);
    }
    if (initialPeriods < 1) {
      throw UserException.usage(
          "Number of initial periods must be at least 1, cannot be: " + initialPeriods);
    }
  }
}

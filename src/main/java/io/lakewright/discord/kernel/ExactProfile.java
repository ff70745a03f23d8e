package io.lakewright.discord.kernel;

import io.lakewright.discord.LeftProfile;
import io.lakewright.discord.ProfileParameters;

/** The exact left matrix profile of one series in memory. */
public final class ExactProfile {
  private ExactProfile() {}

  /**
   * @param values of the series; what is not finite is missing
   * @return by start of subsequence; empty if there are fewer than m values
   */
  public static LeftProfile of(double[] values, ProfileParameters parameters) {
    return new ExactProfiler(parameters).profile(values, values.length);
  }
}

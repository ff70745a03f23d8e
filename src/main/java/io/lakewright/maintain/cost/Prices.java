package io.lakewright.maintain.cost;

import io.lakewright.maintain.Effort;
import io.lakewright.maintain.Gain;
import io.lakewright.maintain.Requests;
import java.time.Duration;

/**
 * What things cost, in the currency of the file they are from.
 *
 * @param origin region, date and source, for people
 * @param standard storage, per 2^30 bytes and month
 * @param cold storage in the class that retired files go to, per 2^30 bytes and month
 * @param writes per thousand requests that write or list
 * @param reads per thousand requests that read
 * @param coreHour of computing
 * @param scansPerMonth full scans of a table in a month
 * @param rewriteRate bytes that a core reads or writes in a second
 * @param storedTwice how long rewritten files stay beside the new ones
 */
public record Prices(
    String origin,
    String currency,
    double standard,
    double cold,
    double writes,
    double reads,
    double coreHour,
    double scansPerMonth,
    long rewriteRate,
    Duration storedTwice) {
  private static final double GIB = 1L << 30;
  private static final double MONTH_SECONDS = 30 * 86_400;

  public Prices {
    if (rewriteRate < 1) {
      throw new IllegalArgumentException(
          "Rewrite rate must be at least 1 byte, cannot be: " + rewriteRate);
    }
  }

  /** Once: requests, computing, and rewritten files being stored twice for a while. */
  public double cost(Effort effort) {
    double seconds = (effort.bytesRead() + effort.bytesWritten()) / (double) rewriteRate;
    double twice = effort.bytesWritten() / GIB * standard * storedTwice.toSeconds() / MONTH_SECONDS;
    return cost(effort.requests()) + seconds / 3600 * coreHour + twice;
  }

  private double cost(Requests requests) {
    return (requests.reads() * reads + requests.writes() * writes) / 1000;
  }

  /** Every month from now on: storage that is freed or becomes cheaper, requests not made. */
  public double monthlySaving(Gain gain) {
    return gain.bytesFreed() / GIB * standard
        + gain.bytesCooled() / GIB * (standard - cold)
        + gain.readsPerScan() * scansPerMonth * reads / 1000;
  }
}

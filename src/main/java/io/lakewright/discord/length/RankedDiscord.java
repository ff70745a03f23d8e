package io.lakewright.discord.length;

import io.lakewright.discord.Discord;

/**
 * A discord among those of other lengths.
 *
 * @param discord with its length
 * @param score its length-normalised distance, d / (2√m): from 0 to 1 if z-normalised, 0.71 if it
 *     does not correlate with its neighbour
 * @param contrast how much of the score is above what is usual at this length; discords are ranked
 *     by it
 */
public record RankedDiscord(Discord discord, double score, double contrast) {
  /** d / (2√m), which MADRID compares lengths by (Lu et al., ICDM 2023). */
  public static double score(double distance, int length) {
    return distance / (2 * Math.sqrt(length));
  }
}

package io.lakewright.discord.tile;

import java.io.Serializable;

/**
 * Successive points of a series.
 *
 * @param first position of the first one in the series, from 0
 * @param values what is not finite is missing
 */
public record SeriesBlock(long first, double[] values) implements Serializable {
  public SeriesBlock {
    if (first < 0) {
      throw new IllegalArgumentException(
          "Position of a block must not be negative, cannot be: " + first);
    }
  }
}

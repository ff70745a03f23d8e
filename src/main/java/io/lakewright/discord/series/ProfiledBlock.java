package io.lakewright.discord.series;

import io.lakewright.discord.LeftProfile;
import java.io.Serializable;

/**
 * Consecutive points of a long series with their profiles, which are by last point.
 *
 * @param first position of the first point, a multiple of {@link DistanceMoments#BLOCK}
 * @param values of each dimension
 * @param profiles of each dimension, and of all together if they are combined
 */
record ProfiledBlock(long first, long[] times, double[][] values, LeftProfile[] profiles)
    implements Serializable {
  int size() {
    return times.length;
  }

  long number() {
    return first / DistanceMoments.BLOCK;
  }
}

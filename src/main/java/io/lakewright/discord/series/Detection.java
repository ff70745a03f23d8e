package io.lakewright.discord.series;

import io.lakewright.discord.Discord;
import io.lakewright.discord.Discords;
import io.lakewright.discord.LeftProfile;
import io.lakewright.discord.ProfileParameters;
import java.util.Arrays;
import java.util.List;

/**
 * What a detector says of a series.
 *
 * @param profile by start − the first start asked for; {@link #PRUNED} where the distance was not
 *     needed
 * @param length of the profile's subsequences
 * @param discords by the same starts, largest first
 * @param note how it was chosen, for people; null if there is nothing to tell
 */
record Detection(LeftProfile profile, int length, List<Discord> discords, String note) {
  /** A distance that was not computed. */
  static final double PRUNED = Double.NEGATIVE_INFINITY;

  static Detection of(LeftProfile profile, int length, int top, int train, String note) {
    return new Detection(profile, length, Discords.top(profile, length, top, train), note);
  }

  /**
   * Only the discords have distances.
   *
   * @param bounds NaN where a value is missing
   */
  static Detection of(
      List<Discord> discords, LeftProfile bounds, ProfileParameters parameters, String note) {
    double[] distances = new double[bounds.size()];
    long[] neighbors = new long[bounds.size()];
    Arrays.fill(neighbors, -1);
    for (int i = 0; i < distances.length; i++) {
      boolean missing = Double.isNaN(bounds.distances()[i]);
      boolean alone = i < parameters.exclusion();
      distances[i] = missing ? Double.NaN : alone ? Double.POSITIVE_INFINITY : PRUNED;
    }
    for (Discord discord : discords) {
      distances[discord.start()] = discord.distance();
      neighbors[discord.start()] = discord.neighbor();
    }
    return new Detection(
        new LeftProfile(distances, neighbors), parameters.length(), discords, note);
  }

  /** Why a distance is none. */
  static Reason reason(double distance) {
    if (Double.isNaN(distance)) {
      return Reason.MISSING;
    }
    if (Double.isInfinite(distance)) {
      return distance > 0 ? Reason.NO_NEIGHBOR : Reason.PRUNED;
    }
    return Reason.NONE;
  }
}

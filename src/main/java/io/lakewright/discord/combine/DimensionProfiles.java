package io.lakewright.discord.combine;

import io.lakewright.discord.LeftProfile;
import java.util.List;

/**
 * The k-of-n combination of the left profiles of several series of one time axis.
 *
 * <p>For each start the distances of the dimensions are sorted, largest first, and the mean of the
 * first k is taken: how odd the k oddest dimensions are together. It is the multidimensional
 * profile of Yeh, Kavantzas, Keogh (Matrix Profile VI, mSTAMP, ICDM 2017), who sort ascending to
 * find motifs, turned to discords: with k = 1 one odd dimension is enough, with k = n all of them
 * count alike, and a discord need not be odd in dimensions that have nothing to do with it. Each
 * dimension is compared with its own nearest neighbour, so that the neighbours may differ.
 * Distances of one length are comparable if they are z-normalised; plain ones only if the
 * dimensions have one unit.
 */
public final class DimensionProfiles {
  private DimensionProfiles() {}

  /**
   * Combines the profiles of the dimensions.
   *
   * <p>A dimension that has no distance at a start (a missing value, or no history) does not count
   * there. Where fewer than k dimensions have one, there is none: infinite if all that lack one
   * lack history, NaN if any misses a value.
   *
   * @param dimensions of equal size, at least 1
   * @param k how many dimensions count; from 1 to their number
   * @throws IllegalArgumentException if k is out of range or sizes differ
   */
  public static LeftProfile kOfN(List<LeftProfile> dimensions, int k) {
    check(dimensions, k);
    int size = dimensions.get(0).size();
    double[] distances = new double[size];
    long[] neighbors = new long[size];
    double[] row = new double[dimensions.size()];
    for (int start = 0; start < size; start++) {
      int oddest = largest(dimensions, start);
      int present = sort(dimensions, start, row);
      neighbors[start] = -1;
      if (present < k) {
        distances[start] = absent(dimensions, start);
        continue;
      }
      double sum = 0;
      for (int i = 0; i < k; i++) {
        sum += row[i];
      }
      distances[start] = sum / k;
      neighbors[start] = dimensions.get(oddest).neighbors()[start];
    }
    return new LeftProfile(distances, neighbors);
  }

  private static void check(List<LeftProfile> dimensions, int k) {
    if (dimensions.isEmpty()) {
      throw new IllegalArgumentException("Number of dimensions must be at least 1, cannot be: 0");
    }
    if (k < 1 || k > dimensions.size()) {
      throw new IllegalArgumentException(
          "Number of dimensions that count must be from 1 to "
              + dimensions.size()
              + ", cannot be: "
              + k);
    }
    for (LeftProfile dimension : dimensions) {
      if (dimension.size() != dimensions.get(0).size()) {
        throw new IllegalArgumentException(
            "Profiles of all dimensions must have one size, cannot be: "
                + dimensions.get(0).size()
                + " and "
                + dimension.size());
      }
    }
  }

  /** The finite distances, largest first; how many there are. */
  private static int sort(List<LeftProfile> dimensions, int start, double[] row) {
    int present = 0;
    for (LeftProfile dimension : dimensions) {
      double distance = dimension.distances()[start];
      if (Double.isFinite(distance)) {
        int at = present++;
        while (at > 0 && row[at - 1] < distance) {
          row[at] = row[at - 1];
          at--;
        }
        row[at] = distance;
      }
    }
    return present;
  }

  /** The dimension with the largest finite distance, the first of equal ones; -1 for none. */
  private static int largest(List<LeftProfile> dimensions, int start) {
    int largest = -1;
    for (int d = 0; d < dimensions.size(); d++) {
      double distance = dimensions.get(d).distances()[start];
      boolean more = largest < 0 || distance > dimensions.get(largest).distances()[start];
      largest = Double.isFinite(distance) && more ? d : largest;
    }
    return largest;
  }

  private static double absent(List<LeftProfile> dimensions, int start) {
    for (LeftProfile dimension : dimensions) {
      if (Double.isNaN(dimension.distances()[start])) {
        return Double.NaN;
      }
    }
    return Double.POSITIVE_INFINITY;
  }
}

package io.lakewright.discord;

/** The left profile by comparing all pairs with {@link SubsequenceDistance}. */
public final class DirectProfile {
  private DirectProfile() {}

  /** Each start's smallest distance and the smallest start among the nearest. */
  public static LeftProfile of(double[] values, ProfileParameters parameters) {
    int length = parameters.length();
    int size = Math.max(0, values.length - length + 1);
    double[] distances = new double[size];
    long[] neighbors = new long[size];
    for (int i = 0; i < size; i++) {
      neighbors[i] = -1;
      boolean missing =
          Double.isNaN(SubsequenceDistance.between(values, i, i, length, parameters.distance()));
      distances[i] = missing ? Double.NaN : Double.POSITIVE_INFINITY;
      for (int j = 0; j <= i - parameters.exclusion(); j++) {
        double distance = SubsequenceDistance.between(values, i, j, length, parameters.distance());
        if (i - j <= parameters.lookback() && distance < distances[i]) {
          distances[i] = distance;
          neighbors[i] = j;
        }
      }
    }
    return new LeftProfile(distances, neighbors);
  }
}

package io.lakewright.discord;

/** How two subsequences are compared. */
public enum Distance {
  /**
   * sqrt(2m(1 − ρ)), ρ the correlation with population moments: shape, whatever level and scale.
   */
  Z_NORMALIZED,
  /** The square root of the sum of squared differences. */
  EUCLIDEAN
}

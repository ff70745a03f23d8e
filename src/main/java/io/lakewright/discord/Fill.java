package io.lakewright.discord;

/** What stands for a missing value. */
public enum Fill {
  /** Nothing: subsequences that hold a missing value have no distance. */
  NONE,
  /** The last value before it. */
  PREVIOUS,
  /** The point on the straight line between the values before and after it. */
  LINEAR
}

package io.lakewright.discord;

/**
 * A subsequence that is far from everything before it.
 *
 * @param start of the subsequence, 0-based
 * @param length of the subsequence, m
 * @param distance to its nearest earlier neighbour
 * @param neighbor start of that neighbour, the smallest among the nearest; -1 if the detector has
 *     none
 */
public record Discord(int start, int length, double distance, long neighbor) {
  /** Whether the two subsequences share a point. */
  public boolean overlaps(Discord other) {
    return start < other.start + other.length && other.start < start + length;
  }
}

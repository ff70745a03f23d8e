package io.lakewright.discord.length;

import java.io.Serializable;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Lengths of subsequences, both ends included.
 *
 * @param shortest at least 3
 * @param longest at least the shortest
 */
public record LengthRange(int shortest, int longest) implements Serializable {
  private static final int GRID = 32;

  public LengthRange {
    if (shortest < 3) {
      throw new IllegalArgumentException(
          "Shortest length must be at least 3, cannot be: " + shortest);
    }
    if (longest < shortest) {
      throw new IllegalArgumentException(
          "Longest length must be at least the shortest, " + shortest + ", cannot be: " + longest);
    }
  }

  /**
   * All lengths if there are at most {@value #GRID}, else that many with a constant ratio, the ends
   * among them: a discord of one length shows at lengths near it.
   */
  public SortedSet<Integer> grid() {
    return between(shortest, longest, GRID);
  }

  static SortedSet<Integer> between(int from, int to, int count) {
    SortedSet<Integer> lengths = new TreeSet<>();
    int steps = Math.min(count, to - from + 1) - 1;
    for (int i = 0; i <= steps; i++) {
      double share = steps == 0 ? 0 : (double) i / steps;
      boolean all = to - from < count;
      lengths.add(all ? from + i : (int) Math.round(from * Math.pow((double) to / from, share)));
    }
    return lengths;
  }
}

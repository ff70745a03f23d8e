package io.lakewright.discord.forest;

import java.io.Serializable;

/**
 * A Random Cut Forest.
 *
 * @param shingle how many points in a row make one point of the forest; at least 1
 * @param trees their number; at least 1
 * @param sample how many points each tree remembers; at least 2
 * @param seed of all random cuts: same seed, same scores
 */
public record ForestOptions(int shingle, int trees, int sample, long seed) implements Serializable {
  /** 50 trees of 256 points, shingles of 8: the defaults of the library and of its papers. */
  public static final ForestOptions DEFAULT = new ForestOptions(8, 50, 256, 42);

  public ForestOptions {
    atLeast("Points in a shingle", shingle, 1);
    atLeast("Number of trees", trees, 1);
    atLeast("Points in the sample of a tree", sample, 2);
  }

  private static void atLeast(String what, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          what + " must be at least " + least + ", cannot be: " + value);
    }
  }
}

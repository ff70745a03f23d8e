package io.lakewright.discord.kernel;

/** How the starts of a series are cut into blocks. It depends on m only. */
public final class Grid {
  private static final int SMALLEST = 1024;
  private static final int LARGEST = 32768;

  private Grid() {}

  /**
   * Starts in a block: a power of two, large enough that the direct products at its edges, 2m for
   * each of them, are few beside its cells.
   */
  public static int blockSize(int m) {
    long wanted = Math.min(LARGEST, Math.max(SMALLEST, 32L * m));
    return (int) powerOfTwo(wanted);
  }

  /** The smallest power of two that is not less. */
  public static long powerOfTwo(long least) {
    long highest = Long.highestOneBit(least);
    return highest == least ? highest : 2 * highest;
  }
}

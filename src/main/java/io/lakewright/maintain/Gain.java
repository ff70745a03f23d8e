package io.lakewright.maintain;

/**
 * What work is good for, in units that prices turn into money.
 *
 * @param bytesFreed no longer stored once the work, and what it leads to, is done
 * @param bytesCooled moved to a cheaper storage class
 * @param readsPerScan requests that a full scan of the table needs less; each data, delete and
 *     manifest file is about one
 */
public record Gain(long bytesFreed, long bytesCooled, long readsPerScan) {
  public static final Gain NONE = new Gain(0, 0, 0);

  /** Storage that is given back. */
  public static Gain freeing(long bytes) {
    return new Gain(bytes, 0, 0);
  }

  /** Storage that becomes cheaper. */
  public static Gain cooling(long bytes) {
    return new Gain(0, bytes, 0);
  }

  /** Fewer requests per scan. */
  public static Gain fewerReads(long reads) {
    return new Gain(0, 0, reads);
  }

  public Gain plus(Gain other) {
    return new Gain(
        bytesFreed + other.bytesFreed,
        bytesCooled + other.bytesCooled,
        readsPerScan + other.readsPerScan);
  }
}

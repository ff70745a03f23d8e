package io.lakewright.maintain;

/**
 * How much of what a step looks after: data files for compaction, manifests for manifests,
 * snapshots for expiry, orphan candidates, objects without their tags.
 *
 * @param files number of files, or of objects
 * @param bytes their size
 */
public record Measure(long files, long bytes) {
  public static final Measure NONE = new Measure(0, 0);
}

package io.lakewright.maintain;

import java.util.Locale;

/** The kinds of upkeep, in the order in which they run on a table. */
public enum StepName {
  /** Table properties that place new files, and existing files moved when asked. */
  LAYOUT,
  /** Automatic snapshot tags and branches; before expiry, which they hold back. */
  SNAPSHOT_TAGS,
  COMPACTION,
  MANIFESTS,
  EXPIRY,
  ORPHANS,
  /** Tags of live and retired objects brought in line; after the steps that retire objects. */
  OBJECT_TAGS,
  /** Lifecycle rules of the bucket; after tags, on which they act. */
  LIFECYCLE,
  STATISTICS;

  /** As in policies, options and the history, such as {@code snapshot-tags}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

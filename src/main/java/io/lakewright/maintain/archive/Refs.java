package io.lakewright.maintain.archive;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;

/** Branches and tags that hold old snapshots back. */
final class Refs {
  private Refs() {}

  /** Those, other than main, whose snapshot is older than a time. */
  static List<String> pinning(Table table, long millis) {
    List<String> pinning = new ArrayList<>();
    table
        .refs()
        .forEach(
            (name, ref) -> {
              if (!name.equals(SnapshotRef.MAIN_BRANCH)
                  && table.snapshot(ref.snapshotId()) != null
                  && table.snapshot(ref.snapshotId()).timestampMillis() < millis) {
                pinning.add((ref.isTag() ? "tag " : "branch ") + name);
              }
            });
    return pinning;
  }
}

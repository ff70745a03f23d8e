package io.lakewright.maintain.reach;

import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/** Whether the manifest lists of a table can be followed by their location. */
public final class SnapshotLists {
  private SnapshotLists() {}

  /** Why it is not known which files the table needs. */
  public static Optional<String> unreadable(Table table) {
    for (Snapshot snapshot : table.snapshots()) {
      if (snapshot.manifestListLocation() == null) {
        return Optional.of(
            "snapshot %d has no manifest list, as only Iceberg before 0.9 wrote it"
                .formatted(snapshot.snapshotId()));
      }
      if (snapshot.keyId() != null) {
        return Optional.of(
            "the manifest list of snapshot %d is encrypted: what it names is not read here"
                .formatted(snapshot.snapshotId()));
      }
    }
    return Optional.empty();
  }
}

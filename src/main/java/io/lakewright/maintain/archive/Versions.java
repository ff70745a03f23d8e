package io.lakewright.maintain.archive;

import io.lakewright.UserException;
import io.lakewright.maintain.archive.RestoreOptions.RestorePoint;
import io.lakewright.maintain.s3.ReachableObjects;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.iceberg.HistoryEntry;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.exceptions.ValidationException;

/** Finds the metadata of a past version of a table. */
final class Versions {
  private final S3Table s3;
  private final Consumer<String> bringBack;

  /**
   * Of one table.
   *
   * @param bringBack makes a metadata file readable that may be in a Glacier class
   */
  Versions(S3Table s3, Consumer<String> bringBack) {
    this.s3 = s3;
    this.bringBack = bringBack;
  }

  /**
   * The metadata to register: as it was, or with one snapshot only if one was asked for.
   *
   * @throws UserException if no known metadata file has the version
   */
  TableMetadata find(RestorePoint point) {
    TableMetadata found;
    if (point.metadata().isPresent()) {
      TableMetadata named = read(point.metadata().get());
      found =
          point.snapshot().isPresent()
              ? only(named, snapshot(named, point.snapshot().get()))
              : named;
    } else if (point.snapshot().isPresent()) {
      long id = point.snapshot().get();
      found = search(metadata -> Optional.ofNullable(metadata.snapshot(id)), "snapshot " + id);
    } else if (point.asOf().isPresent()) {
      long millis = point.asOf().get();
      found =
          search(
              metadata -> current(metadata, millis),
              "snapshot that was current at " + Instant.ofEpochMilli(millis));
    } else {
      found = read(archive(point.archive()).metadataFile());
    }
    return forRestore(found);
  }

  private ArchiveRecord archive(Optional<String> id) {
    List<ArchiveRecord> all = ArchiveRecord.of(s3.table());
    if (id.isPresent()) {
      return ArchiveRecord.find(s3.table(), id.get())
          .orElseThrow(
              () ->
                  new UserException(
                      "%s has no archive %s; it has %s"
                          .formatted(
                              s3.name(), id.get(), all.stream().map(ArchiveRecord::id).toList())));
    }
    if (all.isEmpty()) {
      throw new UserException(
          "%s has no archive; name a version by --snapshot, --as-of or --metadata"
              .formatted(s3.name()));
    }
    return all.get(0);
  }

  private TableMetadata read(String file) {
    bringBack.accept(file);
    return TableMetadataParser.read(s3.table().io(), file);
  }

  /** The newest metadata with such a snapshot, among the present one, archives and the log. */
  private TableMetadata search(
      Function<TableMetadata, Optional<Snapshot>> wanted, String description) {
    TableMetadata present = ReachableObjects.metadata(s3.table());
    Optional<Snapshot> here = wanted.apply(present);
    if (here.isPresent()) {
      return only(present, here.get());
    }
    List<String> files = new ArrayList<>();
    ArchiveRecord.of(s3.table()).forEach(record -> files.add(record.metadataFile()));
    List<String> log = ReachableObjects.metadataFiles(s3.table());
    Collections.reverse(log);
    files.addAll(log);
    for (String file : files) {
      if (s3.table().io().newInputFile(file).exists()) {
        TableMetadata metadata = read(file);
        Optional<Snapshot> snapshot = wanted.apply(metadata);
        if (snapshot.isPresent()) {
          return only(metadata, snapshot.get());
        }
      }
    }
    throw new UserException(
        "No metadata file of %s that is left has the %s; looked at %d"
            .formatted(s3.name(), description, files.size() + 1));
  }

  private Snapshot snapshot(TableMetadata metadata, long id) {
    Snapshot snapshot = metadata.snapshot(id);
    if (snapshot == null) {
      throw new UserException(
          "%s has no snapshot %d".formatted(metadata.metadataFileLocation(), id));
    }
    return snapshot;
  }

  /** The snapshot that was current at a time, if this metadata still has it. */
  private static Optional<Snapshot> current(TableMetadata metadata, long millis) {
    Snapshot found = null;
    for (HistoryEntry entry : metadata.snapshotLog()) {
      if (entry.timestampMillis() <= millis) {
        found = metadata.snapshot(entry.snapshotId());
      }
    }
    return Optional.ofNullable(found);
  }

  /** With one snapshot as the main branch, and the schema that was current then. */
  private static TableMetadata only(TableMetadata metadata, Snapshot snapshot) {
    Set<Long> others = new HashSet<>();
    metadata.snapshots().forEach(other -> others.add(other.snapshotId()));
    others.remove(snapshot.snapshotId());
    TableMetadata.Builder single =
        TableMetadata.buildFrom(metadata)
            .setBranchSnapshot(snapshot.snapshotId(), SnapshotRef.MAIN_BRANCH)
            .removeSnapshots(others);
    for (String ref : metadata.refs().keySet()) {
      if (!ref.equals(SnapshotRef.MAIN_BRANCH)) {
        single.removeRef(ref);
      }
    }
    TableMetadata result = single.discardChanges().build();
    Integer schema = snapshot.schemaId();
    if (schema == null || schema == result.currentSchemaId()) {
      return result;
    }
    try {
      return TableMetadata.buildFrom(result).setCurrentSchema(schema).discardChanges().build();
    } catch (ValidationException e) {
      // Partitioned by a column that was added later: read with the later schema.
      return result;
    }
  }

  /**
   * The same for a table that shares its files with the original: nothing may remove them on its
   * behalf, and properties of this application are not its own.
   */
  private TableMetadata forRestore(TableMetadata metadata) {
    Map<String, String> properties = new HashMap<>();
    properties.put(TableProperties.GC_ENABLED, "false");
    properties.put(TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "false");
    properties.put(RestoreJob.RESTORED_FROM, s3.name().toString());
    Set<String> ours = new HashSet<>();
    metadata
        .properties()
        .keySet()
        .forEach(
            key -> {
              if (key.startsWith("lakewright.")) {
                ours.add(key);
              }
            });
    return TableMetadata.buildFrom(metadata)
        .removeProperties(ours)
        .setProperties(properties)
        .discardChanges()
        .build();
  }

  /** The file of the latest version, for messages. */
  static String location(Table table) {
    return ReachableObjects.metadata(table).metadataFileLocation();
  }
}

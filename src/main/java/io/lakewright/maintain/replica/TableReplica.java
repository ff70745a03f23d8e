package io.lakewright.maintain.replica;

import io.lakewright.maintain.TableName;
import java.util.List;
import java.util.Optional;

/**
 * How far a replica has a table.
 *
 * @param files that the table needs
 * @param missing of them that the replica lacks, or has with another size
 * @param newestReadable the newest snapshot that can be read from the replica alone, if any
 * @param examples of missing files
 */
public record TableReplica(
    TableName table,
    long files,
    long missing,
    long missingBytes,
    Optional<SnapshotState> newestReadable,
    boolean currentReadable,
    List<String> examples) {

  /** A snapshot and when it was made. */
  public record SnapshotState(long id, long timestampMillis) {}

  public TableReplica {
    examples = List.copyOf(examples);
  }
}

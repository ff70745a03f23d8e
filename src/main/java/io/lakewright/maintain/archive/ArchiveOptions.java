package io.lakewright.maintain.archive;

import io.lakewright.maintain.TableName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What to archive.
 *
 * @param olderThan snapshots of this age and more are retired, as far as nothing else needs them
 * @param where rows to be taken out of the table first, as a SQL condition that whole files fulfil,
 *     such as whole partitions
 * @param deleteTags of retired objects; empty for those of the catalog
 */
public record ArchiveOptions(
    TableName table,
    Duration olderThan,
    Optional<String> where,
    Map<String, String> deleteTags,
    boolean dryRun) {
  public ArchiveOptions {
    deleteTags = Map.copyOf(deleteTags);
    if (olderThan.isNegative()) {
      throw new IllegalArgumentException(
          "Age of snapshots cannot be negative, cannot be: " + olderThan);
    }
  }
}

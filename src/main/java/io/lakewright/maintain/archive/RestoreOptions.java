package io.lakewright.maintain.archive;

import io.lakewright.UserException;
import io.lakewright.maintain.TableName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.Tier;

/**
 * What to bring back.
 *
 * @param table whose past is wanted
 * @param as the new table, in the same catalog
 * @param point which version
 * @param deleteTags that marked retired objects; empty for those of the catalog
 * @param tier how fast, and at what price, objects come from Glacier classes
 * @param days for which they can be read
 * @param patience how long to wait for them; a later run goes on
 * @param poll how often to look meanwhile
 */
public record RestoreOptions(
    TableName table,
    TableName as,
    RestorePoint point,
    Map<String, String> deleteTags,
    Tier tier,
    int days,
    Duration patience,
    Duration poll,
    boolean dryRun) {
  public static final Duration POLL = Duration.ofMinutes(5);

  public RestoreOptions {
    deleteTags = Map.copyOf(deleteTags);
    if (!table.catalog().equals(as.catalog())) {
      throw new IllegalArgumentException(
          "The restored table must be in the catalog of the original (%s), cannot be in: %s"
              .formatted(table.catalog(), as.catalog()));
    }
    if (table.equals(as)) {
      throw new IllegalArgumentException(
          "The restored table must have another name than %s; give one with --as".formatted(table));
    }
    if (days < 1) {
      throw new IllegalArgumentException("Number of days must be at least 1, cannot be: " + days);
    }
    if (poll.isZero() || poll.isNegative()) {
      throw new IllegalArgumentException("Time between looks must be positive, cannot be: " + poll);
    }
  }

  /**
   * Which version of a table; at most one of them is given, none stands for the latest archive.
   *
   * @param archive its id
   * @param snapshot its id
   * @param metadata a metadata file
   * @param asOf milliseconds since 1970: the snapshot that was current then
   */
  public record RestorePoint(
      Optional<String> archive,
      Optional<Long> snapshot,
      Optional<String> metadata,
      Optional<Long> asOf) {
    public static final RestorePoint LATEST_ARCHIVE =
        new RestorePoint(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public RestorePoint {
      int given =
          (archive.isPresent() ? 1 : 0)
              + (snapshot.isPresent() && metadata.isEmpty() ? 1 : 0)
              + (metadata.isPresent() ? 1 : 0)
              + (asOf.isPresent() ? 1 : 0);
      if (given > 1) {
        throw UserException.usage(
            "Give one of --archive, --snapshot, --metadata and --as-of; --snapshot may go with --metadata");
      }
    }
  }
}

package io.lakewright.maintain.tags;

import io.lakewright.maintain.s3.ReachableObjects;
import io.lakewright.maintain.s3.UnfinishedRetirements;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/**
 * Up to where a table's objects have been checked; kept in a property of the table.
 *
 * @param metadataFile that the table was at
 * @param state of its snapshots
 * @param tags that were checked
 */
record Verified(String metadataFile, String state, String tags) {
  static final String PROPERTY = "lakewright.verified-tags";

  static Optional<Verified> of(Table table) {
    String text = table.properties().get(PROPERTY);
    String[] parts = text == null ? new String[0] : text.split(" ", 3);
    return parts.length == 3
        ? Optional.of(new Verified(parts[2], parts[0], parts[1]))
        : Optional.empty();
  }

  static Verified now(Table table, TagPolicy policy) {
    long newest = 0;
    long snapshots = 0;
    for (Snapshot snapshot : table.snapshots()) {
      newest = Math.max(newest, snapshot.timestampMillis());
      snapshots++;
    }
    int files = table.statisticsFiles().size() + table.partitionStatisticsFiles().size();
    String tags = Integer.toHexString((policy.write() + "/" + policy.delete()).hashCode());
    return new Verified(
        ReachableObjects.metadata(table).metadataFileLocation(),
        newest + "-" + snapshots + "-" + files,
        tags);
  }

  /** Whether nothing was written or expired since, though properties may have changed. */
  boolean covers(Verified now) {
    return state.equals(now.state) && tags.equals(now.tags);
  }

  /** Whether what was checked then need not be checked again. */
  boolean checked(Verified now) {
    return tags.equals(now.tags);
  }

  /** Notes the check, which has confirmed all retirements up to it. */
  void store(Table table) {
    table
        .updateProperties()
        .set(PROPERTY, state + " " + tags + " " + metadataFile)
        .remove(UnfinishedRetirements.PROPERTY)
        .commit();
  }
}

package io.lakewright.maintain.replica;

import io.lakewright.maintain.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to compare.
 *
 * @param buckets replica of each bucket: a bucket's name or the ARN of an access point
 * @param region of the replica; that of the table's client if not given
 */
public record ReplicaOptions(
    List<TableName> tables, Map<String, String> buckets, Optional<String> region) {
  public ReplicaOptions {
    tables = List.copyOf(tables);
    buckets = Map.copyOf(buckets);
    if (buckets.isEmpty()) {
      throw new IllegalArgumentException(
          "A replica must be given as bucket=replica, such as sales=sales-replica");
    }
  }
}

package io.lakewright.table;

import java.util.List;

/**
 * How rows are arranged into files.
 *
 * @param partitionBy columns, one folder level each; for Iceberg, transforms such as {@code
 *     bucket(16, billing_code)} are allowed
 * @param bucketBy columns hashed into {@code buckets} files per partition (Spark's bucketing);
 *     empty for none
 * @param buckets number of buckets, 0 for none
 * @param sortBy columns sorted by inside each file
 */
public record Layout(
    List<String> partitionBy, List<String> bucketBy, int buckets, List<String> sortBy) {

  /** Rows as they come. */
  public static final Layout NONE = new Layout(List.of(), List.of(), 0, List.of());

  public Layout {
    partitionBy = List.copyOf(partitionBy);
    bucketBy = List.copyOf(bucketBy);
    sortBy = List.copyOf(sortBy);
    if (bucketBy.isEmpty() != (buckets == 0)) {
      throw new IllegalArgumentException(
          "Bucket columns and number of buckets go together, cannot be: "
              + bucketBy
              + " and "
              + buckets);
    }
  }
}

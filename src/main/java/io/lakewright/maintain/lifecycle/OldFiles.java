package io.lakewright.maintain.lifecycle;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.lakewright.maintain.Measure;
import io.lakewright.maintain.TableContext;
import java.time.Duration;
import org.apache.iceberg.MetadataTableType;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.spark.SparkTableUtil;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * The live files that a rule would remove right after they are retired. How old a file is tells its
 * sequence number; where no snapshot from before the limit is known, files from before the oldest
 * known one count too.
 */
final class OldFiles {
  private static final int DELETED = 2;

  private OldFiles() {}

  /** Those that may be older than so many days; a Spark job over the manifests. */
  static Measure of(TableContext context, int days) {
    long limit = context.now().minus(Duration.ofDays(days)).toEpochMilli();
    long lastOld = -1;
    long first = Long.MAX_VALUE;
    for (Snapshot snapshot : context.table().snapshots()) {
      first = Math.min(first, snapshot.sequenceNumber());
      if (snapshot.timestampMillis() < limit) {
        lastOld = Math.max(lastOld, snapshot.sequenceNumber());
      }
    }
    if (first == Long.MAX_VALUE) {
      return Measure.NONE;
    }
    Column sequence = col("file_sequence_number");
    Column old = lastOld < 0 ? sequence.lt(first) : sequence.leq(lastOld);
    Row sums =
        SparkTableUtil.loadMetadataTable(
                context.spark(), context.table(), MetadataTableType.ENTRIES)
            .filter(col("status").notEqual(DELETED).and(sequence.isNull().or(old)))
            .agg(count(lit(1)), sum("data_file.file_size_in_bytes"))
            .head();
    return new Measure(sums.getLong(0), sums.isNullAt(1) ? 0 : sums.getLong(1));
  }
}

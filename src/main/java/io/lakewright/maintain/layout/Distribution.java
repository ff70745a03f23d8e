package io.lakewright.maintain.layout;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.lakewright.job.Human;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.iceberg.MetadataTableType;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.SparkTableUtil;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * How a table's current data files are spread over the folders that S3 can split them by: the first
 * one below the data folder, which is a hash's first four bits or a partition.
 *
 * @param files all data files
 * @param bytes their size
 * @param misplacedFiles not where the desired layout would put them
 * @param misplacedBytes their size
 * @param prefixes number of first folders
 * @param busiest files in the fullest of them
 */
record Distribution(
    long files, long bytes, long misplacedFiles, long misplacedBytes, long prefixes, long busiest) {
  /** Per second and prefix, by the AWS documentation "Optimizing Amazon S3 performance". */
  static final long WRITES_PER_SECOND = 3_500;

  static final long READS_PER_SECOND = 5_500;

  private static final int DATA = 0;

  static Distribution of(SparkSession spark, Table table, DesiredLayout layout) {
    String folder = Pattern.quote(layout.folder(table) + "/");
    Column path = col("file_path");
    Column misplaced = path.rlike(layout.pattern(table)).unary_$bang();
    Column size = col("file_size_in_bytes");
    Dataset<Row> prefixes =
        SparkTableUtil.loadMetadataTable(spark, table, MetadataTableType.FILES)
            .filter(col("content").equalTo(DATA))
            .groupBy(regexp_extract(path, "^" + folder + "([^/]+)/", 1).as("prefix"))
            .agg(
                count(lit(1)).as("files"),
                sum(size).as("bytes"),
                count(when(misplaced, 1)).as("misplaced"),
                sum(when(misplaced, size).otherwise(0L)).as("misplaced_bytes"));
    Row row =
        prefixes
            .agg(
                sum("files"),
                sum("bytes"),
                sum("misplaced"),
                sum("misplaced_bytes"),
                count(lit(1)),
                max("files"))
            .head();
    return new Distribution(
        value(row, 0), value(row, 1), value(row, 2), value(row, 3), value(row, 4), value(row, 5));
  }

  private static long value(Row row, int index) {
    return row.isNullAt(index) ? 0 : row.getLong(index);
  }

  /** Lines for people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (files > 0) {
      lines.add(
          "%s data files under %s prefixes; the fullest has %.1f %% of them"
              .formatted(Human.count(files), Human.count(prefixes), 100.0 * busiest / files));
      lines.add(
          String.format(
              Locale.ROOT,
              "Request rate once S3 has split by prefix: %,d writes and %,d reads a second, of which the fullest prefix allows %,d and %,d",
              prefixes * WRITES_PER_SECOND,
              prefixes * READS_PER_SECOND,
              WRITES_PER_SECOND,
              READS_PER_SECOND));
      lines.add(
          String.format(
              Locale.ROOT,
              "Reads spread as files are reach %,d a second before that prefix is at its limit",
              READS_PER_SECOND * files / busiest));
    }
    return lines;
  }
}

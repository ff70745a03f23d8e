package io.lakewright.index;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The tables of an earlier run together with what further tables of contents say: those that are
 * read again replace what they said before, a file stays in the table once.
 */
final class Merged {
  private final Dataset<Row> sources;
  private final Dataset<Row> structures;

  /** Begins with what is read now. */
  Merged(Dataset<Row> scan) {
    this.sources =
        scan.filter(col("toc").isNotNull()).select(col("source_file").as("read_source")).distinct();
    this.structures =
        scan.filter(col("structure_id").isNotNull())
            .select(functions.substring_index(col("structure_id"), "-", 1).as("read_prefix"))
            .distinct();
  }

  /** Rows that have a source, of before and of now. */
  Dataset<Row> bySource(Optional<Dataset<Row>> before, Dataset<Row> now) {
    return before
        .map(
            rows ->
                rows.select(columns(now))
                    .join(sources, col("source_file").equalTo(col("read_source")), "left_anti")
                    .union(now))
        .orElse(now);
  }

  /** Which structure lists which file, before and now. */
  Dataset<Row> planFiles(Optional<Dataset<Row>> before, Dataset<Row> now) {
    Column prefix = functions.substring_index(col("structure_id"), "-", 1);
    return before
        .map(
            rows ->
                rows.select(columns(now))
                    .join(structures, prefix.equalTo(col("read_prefix")), "left_anti")
                    .union(now))
        .orElse(now);
  }

  /** The files that structures list, each once: the table of contents updated last tells of it. */
  static Dataset<Row> files(
      Dataset<Row> before, Dataset<Row> now, Dataset<Row> plans, Dataset<Row> planFiles) {
    Dataset<Row> all =
        before
            .select(columns(now))
            .withColumn("is_new", lit(0))
            .union(now.withColumn("is_new", lit(1)));
    Column order =
        struct(
            col("kind").equalTo(FileKind.IN_NETWORK.id()),
            col("last_updated_on"),
            col("source_file"),
            col("is_new"));
    Dataset<Row> latest =
        all.withColumn("latest", struct(col("*")))
            .groupBy("file_id")
            .agg(max_by(col("latest"), order).as("latest"), max("download_path").as("path"))
            .select(
                col("latest.*"), coalesce(col("latest.download_path"), col("path")).as("chosen"));
    Dataset<Row> sizes =
        plans.groupBy(col("structure_id").as("sized")).agg(count(lit(1)).as("plans"));
    Dataset<Row> uses =
        planFiles
            .join(sizes, col("structure_id").equalTo(col("sized")), "left")
            .groupBy("file_id")
            .agg(count(lit(1)).as("used_by"), coalesce(sum("plans"), lit(0L)).as("used_by_plans"));
    return latest
        .join(uses, "file_id")
        .withColumn("structure_count", col("used_by"))
        .withColumn("plan_count", col("used_by_plans"))
        .withColumn("download_path", col("chosen"))
        .select(columns(now));
  }

  private static Column[] columns(Dataset<Row> like) {
    return Arrays.stream(like.columns()).map(functions::col).toArray(Column[]::new);
  }
}

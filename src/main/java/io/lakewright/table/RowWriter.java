package io.lakewright.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.catalog.BucketSpec;
import org.apache.spark.sql.catalyst.plans.logical.CommandResult;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.datasources.DataSource;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Writes rows into a folder with Spark's own writers. */
final class RowWriter {
  private RowWriter() {}

  /**
   * Writes rows as the description says and returns how many.
   *
   * <p>{@code DataFrameWriter.save} knows no buckets, {@code saveAsTable} would register a table
   * before there is one; hence the command that both are made of.
   */
  static long write(Dataset<Row> rows, RowOrder order, Description description, Path folder) {
    requireSchema(rows.schema(), description.schema());
    Layout layout = description.layout();
    Dataset<Row> selected =
        rows.select(Description.columns(List.of(description.schema().fieldNames())));
    Dataset<Row> arranged = order == RowOrder.ANY ? arrange(selected, layout) : selected;
    SparkSession spark = rows.sparkSession();
    DataSource source =
        new DataSource(
            spark,
            description.format().id(),
            Scala.seq(List.of()),
            Scala.none(),
            Scala.seq(layout.partitionBy()),
            layout.bucketBy().isEmpty()
                ? Scala.none()
                : Scala.some(
                    new BucketSpec(
                        layout.buckets(),
                        Scala.seq(layout.bucketBy()),
                        Scala.seq(layout.sortBy()))),
            Scala.map(
                Map.of(
                    "path",
                    folder.toString(),
                    "compression",
                    description.format() == Format.AVRO ? "zstandard" : "zstd")),
            Scala.none());
    LogicalPlan command = source.planForWriting(SaveMode.Append, arranged.logicalPlan());
    CommandResult result =
        (CommandResult) Dataset.ofRows(spark, command).queryExecution().commandExecuted();
    SparkPlan plan = result.commandPhysicalPlan();
    SparkPlan executed =
        plan instanceof AdaptiveSparkPlanExec adaptive ? adaptive.executedPlan() : plan;
    return executed.metrics().apply("numOutputRows").value();
  }

  /** One task per partition and bucket, sorted. Without either only the sorting within tasks. */
  static Dataset<Row> arrange(Dataset<Row> rows, Layout layout) {
    List<Column> keys = new ArrayList<>(List.of(Description.columns(layout.partitionBy())));
    if (!layout.bucketBy().isEmpty()) {
      // Spark's bucket of a row, so that its writer finds the rows of a bucket together.
      Column hash = functions.hash(Description.columns(layout.bucketBy()));
      keys.add(functions.pmod(hash, functions.lit(layout.buckets())));
    }
    Dataset<Row> clustered = keys.isEmpty() ? rows : rows.repartition(keys.toArray(Column[]::new));
    keys.addAll(List.of(Description.columns(layout.sortBy())));
    return keys.isEmpty() ? clustered : clustered.sortWithinPartitions(keys.toArray(Column[]::new));
  }

  /** Rows must have the columns that the publication began with, in any order. */
  static void requireSchema(StructType rows, StructType expected) {
    StructType given = rows.asNullable();
    for (StructField field : expected.asNullable().fields()) {
      boolean there = List.of(given.fieldNames()).contains(field.name());
      if (!there || !given.apply(field.name()).dataType().equals(field.dataType())) {
        throw new IllegalArgumentException(
            "Rows must have a column %s of type %s, cannot be: %s"
                .formatted(field.name(), field.dataType().catalogString(), rows.catalogString()));
      }
    }
  }
}

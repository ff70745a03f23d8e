package io.lakewright.maintain.compaction;

import io.lakewright.maintain.compaction.CompactionSettings.Strategy;
import java.util.Set;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DistributionMode;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.FileRewriteCoordinator;
import org.apache.iceberg.spark.ScanTaskSetManager;
import org.apache.iceberg.spark.SparkReadOptions;
import org.apache.iceberg.spark.SparkTableCache;
import org.apache.iceberg.spark.SparkWriteOptions;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Rewrites the files of a batch by one Spark job. What is read is handed to Iceberg's source by
 * {@link ScanTaskSetManager}, what was written comes back by {@link FileRewriteCoordinator}, as in
 * Iceberg's own {@code RewriteDataFilesSparkAction}.
 */
final class GroupRewriter {
  private final SparkSession spark;
  private final Table table;
  private final CompactionSettings settings;

  GroupRewriter(SparkSession spark, Table table, CompactionSettings settings) {
    this.spark = spark;
    this.table = table;
    this.settings = settings;
  }

  /** The new files; in no snapshot yet. */
  Set<DataFile> rewrite(Batch batch) {
    String id = UUID.randomUUID().toString();
    SparkTableCache tables = SparkTableCache.get();
    ScanTaskSetManager tasks = ScanTaskSetManager.get();
    FileRewriteCoordinator results = FileRewriteCoordinator.get();
    try {
      tables.add(id, table);
      tasks.stageTasks(table, id, batch.tasks());
      run(batch, id);
      return results.fetchNewFiles(table, id);
    } finally {
      tables.remove(id);
      tasks.removeTasks(table, id);
      results.clearRewrite(table, id);
    }
  }

  private void run(Batch batch, String id) {
    FileGroup first = batch.groups().get(0);
    if (settings.strategy() == Strategy.BIN_PACK || !first.current()) {
      Dataset<Row> rows =
          spark
              .read()
              .format("iceberg")
              .option(SparkReadOptions.SCAN_TASK_SET_ID, id)
              .option(
                  SparkReadOptions.SPLIT_SIZE,
                  batch.splitSize(spark.sparkContext().defaultParallelism(), settings))
              .option(SparkReadOptions.FILE_OPEN_COST, Batch.OPEN_COST)
              // Tasks take files in the order given: those of a partition stay together.
              .option(SparkReadOptions.LOOKBACK, 1)
              .load(id);
      DataFrameWriter<Row> writer = writer(rows, id);
      if (!first.current()) {
        // Rows of one old partition belong to several of today's.
        writer.option(SparkWriteOptions.DISTRIBUTION_MODE, DistributionMode.RANGE.modeName());
      } else if (table.sortOrder().isSorted()) {
        writer.option(SparkWriteOptions.DISTRIBUTION_MODE, DistributionMode.NONE.modeName());
      } else {
        writer.option(SparkWriteOptions.USE_TABLE_DISTRIBUTION_AND_ORDERING, false);
      }
      writer.save(id);
      return;
    }
    Dataset<Row> rows =
        spark.read().format("iceberg").option(SparkReadOptions.SCAN_TASK_SET_ID, id).load(id);
    int files = (int) Math.max(1, (batch.bytes() + settings.target() - 1) / settings.target());
    Dataset<Row> sorted =
        settings.strategy() == Strategy.SORT
            ? RowOrdering.sorted(spark, rows, RowOrdering.order(table, settings.order()), files)
            : RowOrdering.zOrdered(spark, rows, settings.order(), files);
    writer(sorted, id)
        .option(SparkWriteOptions.USE_TABLE_DISTRIBUTION_AND_ORDERING, false)
        .save(id);
  }

  private DataFrameWriter<Row> writer(Dataset<Row> rows, String id) {
    return rows.write()
        .format("iceberg")
        .option(SparkWriteOptions.REWRITTEN_FILE_SCAN_TASK_SET_ID, id)
        // Sizes are known by estimate: rather one file a little above the target than two.
        .option(SparkWriteOptions.TARGET_FILE_SIZE_BYTES, settings.target() / 10 * 14)
        .option(SparkWriteOptions.OUTPUT_SPEC_ID, table.spec().specId())
        .mode("append");
  }
}

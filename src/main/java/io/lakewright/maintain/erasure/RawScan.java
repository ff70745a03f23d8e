package io.lakewright.maintain.erasure;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.input_file_name;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.BaseFileScanTask;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.PartitionSpecParser;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.expressions.ResidualEvaluator;
import org.apache.iceberg.spark.ScanTaskSetManager;
import org.apache.iceberg.spark.SparkReadOptions;
import org.apache.iceberg.spark.SparkTableCache;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Looks for rows in data files as they are stored: delete files are not applied, so that a deleted
 * row is found too.
 *
 * @param files that hold such rows, and how many each
 * @param scanned number of files read
 * @param complete false if the search ended early because enough files were found
 */
record RawScan(Map<String, Long> files, long scanned, boolean complete) {
  /** Files per Spark job. */
  static final int BATCH = 20_000;

  /** Files with such rows to stop at: they are dealt with before the next ones are looked for. */
  private static final int ENOUGH = 50_000;

  /** Rows found. */
  long rows() {
    return files.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Reads the data files of snapshots; a manifest that several share is looked at once. */
  static RawScan of(
      SparkSession spark, Table table, Collection<Snapshot> snapshots, RowCondition condition) {
    Map<String, ManifestFile> manifests = new HashMap<>();
    for (Snapshot snapshot : snapshots) {
      snapshot.dataManifests(table.io()).forEach(one -> manifests.put(one.path(), one));
    }
    Search search = new Search(spark, table, condition);
    for (ManifestFile manifest : manifests.values()) {
      if (search.found.size() >= ENOUGH) {
        return new RawScan(search.found, search.scanned, false);
      }
      try (ManifestReader<DataFile> files =
          ManifestFiles.read(manifest, table.io(), table.specs())) {
        for (DataFile file : files) {
          search.add(file.copyWithoutStats());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    search.flush();
    return new RawScan(search.found, search.scanned, true);
  }

  /** One pass over files, a batch after the other. */
  private static final class Search {
    private final SparkSession spark;
    private final Table table;
    private final RowCondition condition;
    private final String schema;
    private final Map<String, Long> found = new HashMap<>();
    private final List<FileScanTask> batch = new ArrayList<>();
    private long scanned;

    Search(SparkSession spark, Table table, RowCondition condition) {
      this.spark = spark;
      this.table = table;
      this.condition = condition;
      this.schema = SchemaParser.toJson(table.schema());
    }

    void add(DataFile file) {
      batch.add(
          new BaseFileScanTask(
              file,
              new DeleteFile[0],
              schema,
              PartitionSpecParser.toJson(table.specs().get(file.specId())),
              ResidualEvaluator.unpartitioned(Expressions.alwaysTrue())));
      if (batch.size() == BATCH) {
        flush();
      }
    }

    void flush() {
      if (batch.isEmpty()) {
        return;
      }
      String id = UUID.randomUUID().toString();
      SparkTableCache.get().add(id, table);
      ScanTaskSetManager.get().stageTasks(table, id, List.copyOf(batch));
      try {
        List<Row> rows =
            spark
                .read()
                .format("iceberg")
                .option(SparkReadOptions.SCAN_TASK_SET_ID, id)
                .load(id)
                .filter(condition.column())
                // The column _file is hidden where rows have ids (format version 3).
                .groupBy(input_file_name())
                .agg(count(lit(1)))
                .collectAsList();
        rows.forEach(row -> found.merge(row.getString(0), row.getLong(1), Math::max));
      } finally {
        SparkTableCache.get().remove(id);
        ScanTaskSetManager.get().removeTasks(table, id);
      }
      scanned += batch.size();
      batch.clear();
    }
  }
}

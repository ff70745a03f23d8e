package io.lakewright.maintain.reach;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.BulkDeletionFailureException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.SupportsBulkOperations;
import org.apache.iceberg.spark.source.SerializableTableWithSize;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes files through a table's FileIO, in tasks and by batches: whatever the FileIO is
 * configured to do, such as tagging instead of deleting, happens.
 *
 * @param files that are removed, or were gone already
 * @param failed that are still there; they are orphans from now on
 */
public record FileRemoval(long files, long bytes, long failed) {
  private static final Logger LOG = LoggerFactory.getLogger(FileRemoval.class);
  private static final int BATCH = 1_000;
  private static final int ATTEMPTS = 3;
  private static final StructType RESULT =
      new StructType()
          .add("files", DataTypes.LongType)
          .add("bytes", DataTypes.LongType)
          .add("failed", DataTypes.LongType);

  /**
   * Removes them kind by kind, so that what was not yet removed when a run dies can still be found
   * from what is left.
   *
   * @param files columns of {@link FileRows#SCHEMA}; paths are distinct
   */
  public static FileRemoval of(SparkSession spark, Table table, Dataset<Row> files) {
    Broadcast<Table> shared =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .broadcast(SerializableTableWithSize.copyOf(table));
    FileRemoval all = new FileRemoval(0, 0, 0);
    all = all.plus(remove(shared, files.filter(col(FileRows.KIND).notEqual(kind()))));
    return all.plus(remove(shared, files.filter(col(FileRows.KIND).equalTo(kind()))));
  }

  private static String kind() {
    return FileKind.MANIFEST.name();
  }

  private FileRemoval plus(FileRemoval other) {
    return new FileRemoval(files + other.files, bytes + other.bytes, failed + other.failed);
  }

  private static FileRemoval remove(Broadcast<Table> table, Dataset<Row> files) {
    MapPartitionsFunction<Row, Row> remove =
        rows -> {
          FileRemoval removed = inBatches(table.value().io(), rows);
          return List.of(RowFactory.create(removed.files, removed.bytes, removed.failed))
              .iterator();
        };
    Row sums =
        files
            .mapPartitions(remove, Encoders.row(RESULT))
            .agg(sum("files"), sum("bytes"), sum("failed"))
            .first();
    return sums.isNullAt(0)
        ? new FileRemoval(0, 0, 0)
        : new FileRemoval(sums.getLong(0), sums.getLong(1), sums.getLong(2));
  }

  private static FileRemoval inBatches(FileIO io, Iterator<Row> rows) {
    FileRemoval all = new FileRemoval(0, 0, 0);
    List<String> batch = new ArrayList<>(BATCH);
    long bytes = 0;
    while (rows.hasNext()) {
      Row row = rows.next();
      batch.add(row.getString(0));
      bytes += row.getLong(2);
      if (batch.size() == BATCH || !rows.hasNext()) {
        int failed = remove(io, batch);
        all = all.plus(new FileRemoval(batch.size() - failed, bytes, failed));
        batch.clear();
        bytes = 0;
      }
    }
    return all;
  }

  /** Removes some files from the driver. */
  public static FileRemoval of(FileIO io, List<String> paths) {
    int failed = paths.isEmpty() ? 0 : remove(io, paths);
    return new FileRemoval(paths.size() - failed, 0, failed);
  }

  private static int remove(FileIO io, List<String> paths) {
    if (io instanceof SupportsBulkOperations bulk) {
      int failed = paths.size();
      for (int attempt = 0; attempt < ATTEMPTS && failed > 0; attempt++) {
        try {
          bulk.deleteFiles(paths);
          failed = 0;
        } catch (BulkDeletionFailureException e) {
          failed = e.numberFailedObjects();
        }
      }
      return failed;
    }
    int failed = 0;
    for (String path : paths) {
      failed += removeOne(io, path) ? 0 : 1;
    }
    return failed;
  }

  private static boolean removeOne(FileIO io, String path) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        io.deleteFile(path);
        return true;
      } catch (NotFoundException e) {
        return true;
      } catch (RuntimeException e) {
        LOG.debug("Cannot remove {} at attempt {}", path, attempt + 1, e);
      }
    }
    return false;
  }
}

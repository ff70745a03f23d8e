package io.lakewright.rates.explode;

import io.lakewright.job.AnomalyLog;
import io.lakewright.rates.RatesTable;
import io.lakewright.rates.split.Slice;
import io.lakewright.table.StagedFile;
import io.lakewright.table.StagedFiles;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes the rows of one task as Parquet files, one per partition and bucket, straight into the
 * staging folder: no row is shuffled, sorted or copied by Spark. Spark's own Parquet writer makes
 * the files, so they are as if Spark had written the table.
 */
final class ParquetTask implements Serializable {
  private static final long PROGRESS_ROWS = 8192;

  private final String directory;
  private final OutputWriterFactory writers;
  private final SerializableConfiguration configuration;
  private final StructType schema;
  private final String[] partitionColumns;
  private final boolean bucketed;
  private final LongAccumulator rowsWritten;

  /**
   * @param directory the staging folder
   * @param schema of the files, without the partition columns
   * @param partitionColumns names of the columns that {@link RateRows#group} gives
   */
  ParquetTask(
      String directory,
      OutputWriterFactory writers,
      Configuration configuration,
      StructType schema,
      List<String> partitionColumns,
      boolean bucketed,
      LongAccumulator rowsWritten) {
    this.directory = directory;
    this.writers = writers;
    this.configuration = new SerializableConfiguration(configuration);
    this.schema = schema;
    this.partitionColumns = partitionColumns.toArray(new String[0]);
    this.bucketed = bucketed;
    this.rowsWritten = rowsWritten;
  }

  /** Writes what the slices hold and reports the files. */
  TaskReport write(Exploder exploder, Iterator<Slice> slices, ProviderLookup providers) {
    AnomalyLog anomalies = new AnomalyLog();
    RateRows rows = exploder.rows(slices, providers, anomalies);
    try (Files files = new Files()) {
      while (rows.hasNext()) {
        InternalRow row = rows.next();
        files.writer(rows.group(), rows.bucket()).write(row);
        files.written();
      }
      return new TaskReport(rows.rowsByFile(), anomalies, files.finished());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to " + directory + ": " + e.getMessage(), e);
    }
  }

  /** The file that is open, and those that are done. */
  private final class Files implements AutoCloseable {
    private final List<StagedFile> done = new ArrayList<>();
    private final TaskAttemptContext context =
        new TaskAttemptContextImpl(configuration.value(), new TaskAttemptID());
    private final int task = TaskContext.getPartitionId();
    private final String extension = writers.getFileExtension(context);

    private Object[] group;
    private int bucket;
    private OutputWriter open;
    private String path;
    private long rows;

    OutputWriter writer(Object[] ofGroup, int ofBucket) throws IOException {
      if (open == null || group != ofGroup || bucket != ofBucket) {
        finish();
        group = ofGroup;
        bucket = ofBucket;
        path =
            folder(ofGroup)
                + StagedFiles.fileName(
                    task, bucketed ? OptionalInt.of(ofBucket) : OptionalInt.empty(), extension);
        open = writers.newInstance(directory + "/" + path, schema, context);
        rows = 0;
      }
      return open;
    }

    void written() {
      if (++rows % PROGRESS_ROWS == 0) {
        rowsWritten.add(PROGRESS_ROWS);
      }
    }

    List<StagedFile> finished() throws IOException {
      finish();
      return done;
    }

    private void finish() throws IOException {
      if (open != null) {
        open.close();
        open = null;
        rowsWritten.add(rows % PROGRESS_ROWS);
        Path file = new Path(directory, path);
        long bytes = file.getFileSystem(configuration.value()).getFileStatus(file).getLen();
        done.add(new StagedFile(path, rows, bytes));
      }
    }

    private String folder(Object[] values) {
      StringBuilder folder = new StringBuilder();
      for (int i = 0; i < partitionColumns.length; i++) {
        String value = values[i] == null ? null : values[i].toString();
        folder
            .append(ExternalCatalogUtils.getPartitionPathString(partitionColumns[i], value))
            .append('/');
      }
      return folder.toString();
    }

    @Override
    public void close() {
      if (open != null) {
        // A failed attempt: its file is not reported and goes with the staging folder.
        open.close();
      }
    }
  }

  /** Indices in {@link RatesTable#SCHEMA} of the columns that the files have. */
  static int[] columnsWithout(List<String> partitionColumns) {
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < RatesTable.SCHEMA.length(); i++) {
      if (!partitionColumns.contains(RatesTable.SCHEMA.fieldNames()[i])) {
        columns.add(i);
      }
    }
    return columns.stream().mapToInt(Integer::intValue).toArray();
  }
}

package io.lakewright.rates.explode;

import io.lakewright.job.AnomalyLog;
import io.lakewright.rates.RatesTable;
import io.lakewright.rates.parquet.RateRun;
import io.lakewright.rates.split.Slice;
import io.lakewright.table.StagedFile;
import io.lakewright.table.StagedFiles;
import io.lakewright.table.Uninterrupted;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;
import org.apache.spark.util.LongAccumulator;

/**
 * Writes the rows of one task as Parquet files, one per partition and bucket or several where there
 * are very many rows, straight into the staging folder: no row is shuffled, sorted or copied by
 * Spark.
 */
final class ParquetTask implements Serializable {
  private static final long PROGRESS_ROWS = 8192;

  private final String directory;
  private final RateOutput output;
  private final String[] partitionColumns;
  private final boolean bucketed;
  private final long rowsOfFile;
  private final LongAccumulator rowsWritten;

  /**
   * @param directory the staging folder
   * @param output makes the files
   * @param partitionColumns names of the columns that {@link RateRuns#group} gives
   * @param rowsOfFile after which a file ends, with the run that reaches it
   */
  ParquetTask(
      String directory,
      RateOutput output,
      List<String> partitionColumns,
      boolean bucketed,
      long rowsOfFile,
      LongAccumulator rowsWritten) {
    this.directory = directory;
    this.output = output;
    this.partitionColumns = partitionColumns.toArray(new String[0]);
    this.bucketed = bucketed;
    this.rowsOfFile = rowsOfFile;
    this.rowsWritten = rowsWritten;
  }

  /** Writes what the slices hold and reports the files, if this attempt at the task counts. */
  TaskReport write(Exploder exploder, Iterator<Slice> slices, ProviderLookup providers) {
    AnomalyLog anomalies = new AnomalyLog();
    RateRuns runs = exploder.runs(slices, providers, anomalies);
    try (Files files = new Files()) {
      while (runs.hasNext()) {
        RateRun run = runs.next();
        files.writer(runs.group(), runs.bucket()).write(run);
        files.written(run.rows());
      }
      return new TaskReport(runs.rowsByFile(), anomalies, files.finished(), List.of());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to " + directory + ": " + e.getMessage(), e);
    }
  }

  /** The file that is open, and those that are done. */
  private final class Files implements AutoCloseable {
    private final List<StagedFile> done = new ArrayList<>();
    private final RateOutput.Files files = output.begin();
    private final int task = TaskContext.getPartitionId();
    private final String extension = output.extension();

    private Object[] group;
    private int bucket;
    private RateOutput.OpenFile open;
    private String path;
    private long rows;
    private long told;
    private boolean finished;

    RateOutput.OpenFile writer(Object[] ofGroup, int ofBucket) throws IOException {
      if (open == null || group != ofGroup || bucket != ofBucket || rows >= rowsOfFile) {
        finish();
        group = ofGroup;
        bucket = ofBucket;
        path =
            folder(ofGroup)
                + StagedFiles.fileName(
                    task, bucketed ? OptionalInt.of(ofBucket) : OptionalInt.empty(), extension);
        open = files.open(new Path(directory, path));
        rows = 0;
        told = 0;
      }
      return open;
    }

    void written(long more) {
      rows += more;
      if (rows - told >= PROGRESS_ROWS) {
        rowsWritten.add(rows - told);
        told = rows;
      }
    }

    List<StagedFile> finished() throws IOException {
      finish();
      TaskAttempt.requirePermissionToCommit();
      finished = true;
      return done;
    }

    private void finish() throws IOException {
      if (open != null) {
        long bytes = open.close();
        open = null;
        rowsWritten.add(rows - told);
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

    /** What cannot be deleted goes with the staging folder. */
    private void abort() throws IOException {
      List<String> paths = new ArrayList<>();
      done.forEach(file -> paths.add(file.relativePath()));
      try {
        if (open != null) {
          paths.add(path);
          open.abandon();
        }
      } finally {
        for (String written : paths) {
          files.delete(new Path(directory, written));
        }
      }
    }

    @Override
    public void close() throws IOException {
      files.close();
      if (!finished) {
        Uninterrupted.run(this::abort);
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

package io.lakewright.rates.explode;

import io.lakewright.job.AnomalyLog;
import io.lakewright.rates.RatesTable;
import io.lakewright.rates.parquet.RateFileSchema;
import io.lakewright.rates.parquet.RateFileWriter;
import io.lakewright.rates.parquet.RateRun;
import io.lakewright.rates.split.Slice;
import io.lakewright.table.IcebergStaging;
import io.lakewright.table.Uninterrupted;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.spark.util.LongAccumulator;

/**
 * Writes the rows of one task as data files of an Iceberg table. The next file begins where the
 * table's partition changes, or where one is large enough.
 */
final class IcebergTask implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long PROGRESS_ROWS = 8192;

  private final IcebergStaging staging;
  private final RateFileSchema schema;
  private final int[] partitionColumns;
  private final int rowsOfGroup;
  private final LongAccumulator rowsWritten;

  /**
   * @param rowsOfGroup how many rows a row group has at most
   */
  IcebergTask(IcebergStaging staging, int rowsOfGroup, LongAccumulator rowsWritten) {
    this.staging = staging;
    this.schema =
        new RateFileSchema(
            staging.parquetSchema(), Map.of("iceberg.schema", staging.icebergSchema()));
    this.partitionColumns =
        staging.partitionColumns().stream().mapToInt(RatesTable::index).toArray();
    this.rowsOfGroup = rowsOfGroup;
    this.rowsWritten = rowsWritten;
  }

  /** Whether all partitions of the table are made from columns of items. */
  static boolean canWrite(IcebergStaging staging) {
    List<String> all = List.of(RatesTable.SCHEMA.fieldNames());
    return staging.partitionColumns().stream()
        .allMatch(column -> all.contains(column) && RatesTable.index(column) < RatesTable.PROVIDER);
  }

  /** Writes what the slices hold and reports the files, if this attempt at the task counts. */
  TaskReport write(Exploder exploder, Iterator<Slice> slices, ProviderLookup providers) {
    AnomalyLog anomalies = new AnomalyLog();
    RateRuns runs = exploder.runs(slices, providers, anomalies);
    try (Files files = new Files()) {
      while (runs.hasNext()) {
        files.write(runs.next());
      }
      return new TaskReport(runs.rowsByFile(), anomalies, List.of(), files.finished());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write a data file: " + e.getMessage(), e);
    }
  }

  private final class Files implements AutoCloseable {
    private final RateFileWriter.Shared shared =
        new RateFileWriter.Shared(
            schema, staging.compressionLevel(), rowsOfGroup, Memory.share(16));
    private final IcebergStaging.Writing writing = staging.begin();
    private final Object[] values = new Object[partitionColumns.length];
    private final long enough = staging.targetFileBytes();
    private RateFileWriter open;
    private Object[] item;
    private long untold;
    private boolean finished;

    void write(RateRun run) throws IOException {
      if (run.item() != item || open.bytes() >= enough) {
        item = run.item();
        for (int i = 0; i < values.length; i++) {
          values[i] = item[partitionColumns[i]];
        }
        if (writing.leavesPartition(values) || open.bytes() >= enough) {
          close(open);
          open = shared.open(writing.open());
        }
      }
      open.write(run);
      untold += run.rows();
      if (untold >= PROGRESS_ROWS) {
        tell();
      }
    }

    private void tell() {
      rowsWritten.add(untold);
      untold = 0;
    }

    private void close(RateFileWriter file) throws IOException {
      if (file != null) {
        file.close();
        writing.finished(file.bytes(), file.rowGroups());
      }
    }

    List<DataFile> finished() throws IOException {
      close(open);
      tell();
      TaskAttempt.requirePermissionToCommit();
      finished = true;
      return writing.files();
    }

    @Override
    public void close() throws IOException {
      shared.close();
      if (!finished) {
        Uninterrupted.run(writing::abort);
      }
    }
  }
}

package io.lakewright.rates.explode;

import io.lakewright.job.AnomalyLog;
import io.lakewright.job.Progress;
import io.lakewright.rates.RatesTable;
import io.lakewright.rates.parquet.RateFileWriter;
import io.lakewright.rates.shuffle.SliceShuffle;
import io.lakewright.rates.split.RateFilter;
import io.lakewright.rates.split.Slice;
import io.lakewright.source.RemoteOptions;
import io.lakewright.table.IcebergStaging;
import io.lakewright.table.Layout;
import io.lakewright.table.StagedFiles;
import java.io.IOException;
import java.io.Serializable;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;

/**
 * The second half of {@code flatten}: shuffled slices to rates. First the slices about files are
 * read and the providers resolved; then the rates are exploded in the tasks that write them.
 */
public final class Explosion implements AutoCloseable {
  /** An open file keeps its indexes in memory, up to a byte for each row. */
  private static final long ROWS_OF_FILE = 1L << 26;

  private final SparkSession spark;
  private final SliceShuffle slices;
  private final RateFilter filter;
  private final JavaRDD<Serializable> side;
  private final FileFacts facts;
  private final Optional<FirstMalformed> malformed;

  private Broadcast<FileContext> context;
  private Providers providers;
  private LongAccumulator spilledRows;

  private Explosion(
      SparkSession spark,
      SliceShuffle slices,
      RateFilter filter,
      JavaRDD<Serializable> side,
      FileFacts facts,
      Optional<FirstMalformed> malformed) {
    this.spark = spark;
    this.slices = slices;
    this.filter = filter;
    this.side = side;
    this.facts = facts;
    this.malformed = malformed;
    this.spilledRows = spark.sparkContext().longAccumulator();
  }

  /**
   * Reads the slices about files; runs the splitting, if the slices come from files.
   *
   * @param malformed told what the tasks find, if the first malformed file is to end the run
   */
  public static Explosion begin(
      SparkSession spark,
      SliceShuffle slices,
      RateFilter filter,
      Optional<FirstMalformed> malformed) {
    // On disk, since the heap is wanted for what is known of providers and for sorting.
    JavaRDD<Serializable> side =
        slices
            .aboutFiles()
            .mapPartitions(about -> new SideReader(about, filter))
            .persist(StorageLevel.DISK_ONLY());
    FileFacts facts = new FileFacts();
    side.filter(record -> record instanceof FileFacts)
        .collect()
        .forEach(record -> facts.merge((FileFacts) record));
    return new Explosion(spark, slices, filter, side, facts, malformed);
  }

  /** What the files tell of themselves. */
  public FileFacts facts() {
    return facts;
  }

  /** Rows that go to local disk to be sorted are counted here. */
  public void countSpilled(LongAccumulator rows) {
    spilledRows = rows;
  }

  /**
   * Brings the providers to where they are needed.
   *
   * @param remote how to fetch those that are elsewhere; empty to leave them out
   * @param broadcastBytes up to which all of them are shared with every task
   */
  public void resolveProviders(
      Optional<RemoteOptions> remote, long broadcastBytes, Progress progress) {
    providers =
        Providers.resolve(
            spark, slices.rates(), side, facts, filter, remote, broadcastBytes, progress);
    context = JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(facts.context());
  }

  /**
   * Writes the rates as Parquet files, a partition of the table in one task.
   *
   * @param staged is told the files
   * @param runs whether columns are written as runs, instead of rows by Spark's writer
   */
  public List<TaskReport> writeParquet(
      StagedFiles staged, Layout layout, boolean runs, LongAccumulator rowsWritten)
      throws IOException {
    int[] columns = ParquetTask.columnsWithout(layout.partitionBy());
    RateOrder order =
        new RateOrder(
            columns,
            indices(layout.partitionBy()),
            !layout.bucketBy().isEmpty() || !layout.sortBy().isEmpty(),
            Math.max(1, layout.buckets()));
    StructType schema = new StructType();
    for (int column : columns) {
      schema = schema.add(RatesTable.SCHEMA.fields()[column]);
    }
    ParquetTask task =
        new ParquetTask(
            staged.directory(),
            runs
                ? new RunParquet(spark, schema, rowsOfGroup(order))
                : new RowParquet(spark, columns, schema),
            layout.partitionBy(),
            !layout.bucketBy().isEmpty(),
            rowsOfFile(),
            rowsWritten);
    return written(task::write, order, report -> staged.add(report.files()));
  }

  /** Whether a table is partitioned by what is known of a row before it is made. */
  public static boolean canWriteIceberg(IcebergStaging staging) {
    return IcebergTask.canWrite(staging);
  }

  /**
   * Writes the rates as data files of an Iceberg table, columns as runs.
   *
   * @param staging is told the files
   * @param groupBy item columns whose values come together, each group sorted by NPI; not sorted if
   *     empty
   */
  public List<TaskReport> writeIceberg(
      IcebergStaging staging, List<String> groupBy, LongAccumulator rowsWritten) {
    RateOrder order = order(groupBy);
    IcebergTask task = new IcebergTask(staging, rowsOfGroup(order), rowsWritten);
    return written(task::write, order, report -> staging.add(report.icebergFiles()));
  }

  /**
   * The rates as a Dataset, without a shuffle of their own.
   *
   * @param groupBy item columns whose values come together, each group sorted by NPI; not sorted if
   *     empty
   * @param reports where tasks leave what they have to tell
   */
  public Dataset<Row> rows(List<String> groupBy, TaskReports reports, LongAccumulator rowsWritten) {
    RateOrder order = order(groupBy);
    Exploder exploder = exploder(order);
    FirstMalformed watch = malformed.orElse(null);
    JavaRDD<InternalRow> rows =
        providers.map(
            (rates, lookup) -> {
              AnomalyLog anomalies = new AnomalyLog();
              RateRuns runs = exploder.runs(rates, lookup, anomalies);
              RateRows exploded = new RateRows(runs, order.columns());
              return new ReportingRows(exploded, runs, anomalies, reports, rowsWritten, watch);
            });
    return spark.internalCreateDataFrame(rows.rdd(), RatesTable.SCHEMA, false);
  }

  /** Spark's own limit counts too. */
  private long rowsOfFile() {
    long wanted = spark.sessionState().conf().maxRecordsPerFile();
    return wanted > 0 ? Math.min(wanted, ROWS_OF_FILE) : ROWS_OF_FILE;
  }

  private static int rowsOfGroup(RateOrder order) {
    return order.sorted() ? RateFileWriter.ROWS_SORTED : RateFileWriter.ROWS_UNSORTED;
  }

  /** All columns, sorted by NPI within the groups. */
  private static RateOrder order(List<String> groupBy) {
    return new RateOrder(
        IntStream.range(0, RatesTable.SCHEMA.length()).toArray(),
        indices(groupBy),
        !groupBy.isEmpty(),
        1);
  }

  /**
   * @param staged takes the files of a report
   */
  private List<TaskReport> written(Writing task, RateOrder order, Consumer<TaskReport> staged) {
    Exploder exploder = exploder(order);
    FirstMalformed watch = malformed.orElse(null);
    List<TaskReport> reports = new ArrayList<>();
    providers.run(
        (rates, lookup) -> {
          TaskReport report = task.write(exploder, rates, lookup);
          if (watch != null) {
            watch.look(report.anomalies());
          }
          return List.of(report).iterator();
        },
        report -> {
          staged.accept(report);
          reports.add(report);
        });
    return reports;
  }

  /** Makes reports known to Spark, so that tasks can fill it. */
  public void register(TaskReports reports) {
    spark.sparkContext().register(reports, "reports of tasks");
  }

  private Exploder exploder(RateOrder order) {
    Broadcast<FileContext> files = context;
    return new Exploder(files::value, filter, order, spilledRows);
  }

  private static int[] indices(List<String> columns) {
    return columns.stream().mapToInt(RatesTable::index).toArray();
  }

  @Override
  public void close() {
    side.unpersist(false);
    if (providers != null) {
      providers.close();
    }
    if (context != null) {
      context.destroy();
    }
  }

  /** Writes the rates of one task as files. */
  private interface Writing extends Serializable {
    TaskReport write(Exploder exploder, Iterator<Slice> rates, ProviderLookup providers);
  }

  /** Rows that report when all of them were taken. */
  private record ReportingRows(
      RateRows rows,
      RateRuns runs,
      AnomalyLog anomalies,
      TaskReports reports,
      LongAccumulator rowsWritten,
      FirstMalformed malformed)
      implements Iterator<InternalRow> {
    @Override
    public boolean hasNext() {
      boolean more = rows.hasNext();
      if (!more) {
        if (malformed != null) {
          malformed.look(anomalies);
        }
        reports.add(
            new AbstractMap.SimpleImmutableEntry<>(
                TaskContext.getPartitionId(),
                new TaskReport(runs.rowsByFile(), anomalies, List.of(), List.of())));
      }
      return more;
    }

    @Override
    public InternalRow next() {
      rowsWritten.add(1);
      return rows.next();
    }
  }
}

package io.lakewright.index;

import static org.apache.spark.sql.functions.col;

import io.lakewright.UserException;
import io.lakewright.job.Anomaly;
import io.lakewright.job.AnomalyLog;
import io.lakewright.job.Human;
import io.lakewright.job.Job;
import io.lakewright.job.JobContext;
import io.lakewright.job.Progress;
import io.lakewright.source.SourceFile;
import io.lakewright.source.SourceFiles;
import io.lakewright.table.IfExists;
import io.lakewright.table.Place;
import io.lakewright.table.Publication;
import io.lakewright.table.Published;
import io.lakewright.table.RowOrder;
import io.lakewright.table.Tables;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;

/**
 * Expands tables of contents into the tables {@code mrf_files} and {@code mrf_plans}, and downloads
 * the files that are asked for.
 */
public final class IndexJob implements Job<IndexResult> {
  static final String ANOMALIES = "_anomalies";
  static final String PLAN_FILES = "_files";

  private final IndexOptions options;

  public IndexJob(IndexOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "index";
  }

  @Override
  public IndexResult run(JobContext context) throws IOException {
    IndexSummary summary = new IndexSummary(options.dryRun());
    if (options.files().isPresent()) {
      Dataset<Row> files = filesOf(context.spark(), options.files().get());
      download(context, marked(context.spark(), files), summary);
    } else {
      expand(context, summary);
    }
    return summary.result(options.maxAnomalies());
  }

  private static Dataset<Row> filesOf(SparkSession spark, Place place) {
    Dataset<Row> files = Tables.read(spark, place);
    if (!List.of(files.columns()).containsAll(List.of(IndexTables.FILES.fieldNames()))) {
      throw new UserException(
          "%s is not a table mrf_files; its columns are %s"
              .formatted(place, String.join(", ", files.columns())));
    }
    return files;
  }

  private void expand(JobContext context, IndexSummary summary) throws IOException {
    SparkSession spark = context.spark();
    List<SourceFile> inputs =
        SourceFiles.list(options.input(), spark.sessionState().newHadoopConf());
    long bytes = inputs.stream().mapToLong(SourceFile::length).reduce(0, IndexJob::known);
    context
        .progress()
        .phase(
            "Reading %,d tables of contents%s"
                .formatted(inputs.size(), bytes < 0 ? "" : " (" + Human.bytes(bytes) + ")"));
    LongAccumulator read = context.progress().counter("read", Progress.Unit.BYTES, bytes);
    Dataset<Row> scan = TocScan.of(spark, inputs, read).persist(StorageLevel.DISK_ONLY());
    try {
      if (options.dryRun()) {
        readThrough(scan, summary);
        summary.planned(IndexTables.files(scan), options.tables());
        download(context, marked(spark, IndexTables.files(scan)), summary);
      } else {
        publish(context, scan, summary);
        download(context, Tables.read(spark, options.tables().files()), summary);
      }
    } finally {
      scan.unpersist();
    }
  }

  private static long known(long sum, long length) {
    return sum < 0 || length < 0 ? -1 : sum + length;
  }

  /** Reads the files, once: what follows is made from the rows that are kept. */
  private static void readThrough(Dataset<Row> scan, IndexSummary summary) {
    summary.read(scan);
    List<Row> anomalies =
        scan.filter(col("anomaly").isNotNull()).select(col("anomaly.*")).collectAsList();
    AnomalyLog log = new AnomalyLog();
    anomalies.forEach(row -> log.add(anomaly(row)));
    summary.noticed(log);
    summary.requireStructures();
  }

  private static Anomaly anomaly(Row row) {
    return new Anomaly(
        row.getString(0),
        row.getString(1),
        row.isNullAt(2) ? null : row.getLong(2),
        row.isNullAt(3) ? null : row.getLong(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getLong(7));
  }

  private void publish(JobContext context, Dataset<Row> scan, IndexSummary summary) {
    SparkSession spark = context.spark();
    IndexOutput tables = options.tables();
    try (Publication files =
            Publication.begin(
                spark,
                options.target(tables.files()),
                IndexTables.FILES,
                context.runId(),
                Map.of(ANOMALIES, Anomaly.SCHEMA));
        Publication plans =
            Publication.begin(
                spark,
                options.target(tables.plans()),
                IndexTables.PLANS,
                context.runId(),
                Map.of(PLAN_FILES, IndexTables.PLAN_FILES))) {
      readThrough(scan, summary);
      context.progress().phase("Writing %s and %s".formatted(tables.files(), tables.plans()));
      Dataset<Row> newPlans = IndexTables.plans(scan);
      Dataset<Row> newPlanFiles = IndexTables.planFiles(scan);
      Dataset<Row> newFiles = marked(spark, IndexTables.files(scan));
      Dataset<Row> noted = anomalies(spark, summary.anomalies());
      if (options.ifExists() == IfExists.APPEND && files.exists() && plans.exists()) {
        Merged merged = new Merged(scan);
        newPlans = merged.bySource(plans.current(), newPlans);
        newPlanFiles = merged.planFiles(plans.companion(PLAN_FILES), newPlanFiles);
        newFiles = Merged.files(files.current().orElseThrow(), newFiles, newPlans, newPlanFiles);
        noted = merged.bySource(files.companion(ANOMALIES), noted);
      }
      plans.rows(fewFiles(newPlans), RowOrder.ANY);
      plans.companion(PLAN_FILES, fewFiles(newPlanFiles));
      files.rows(fewFiles(newFiles), RowOrder.ANY);
      files.companion(ANOMALIES, noted.coalesce(1));
      // The files last: where they are, the plans are too.
      Published plansPublished = plans.commit();
      summary.published("mrf_files", files.commit());
      summary.published("mrf_plans", plansPublished);
    }
  }

  private static Dataset<Row> anomalies(SparkSession spark, AnomalyLog log) {
    List<Row> rows = log.anomalies().stream().map(Anomaly::toRow).toList();
    return spark.createDataFrame(rows, Anomaly.SCHEMA).coalesce(1);
  }

  /** Files of a sensible size, however many tables of contents there are. */
  private static Dataset<Row> fewFiles(Dataset<Row> rows) {
    return rows.hint("rebalance");
  }

  private Dataset<Row> marked(SparkSession spark, Dataset<Row> files) {
    Optional<DownloadOptions> download = options.download();
    return download.isPresent() ? Choice.mark(spark, files, download.get()) : files;
  }

  private void download(JobContext context, Dataset<Row> files, IndexSummary summary)
      throws IOException {
    if (options.download().isEmpty()) {
      return;
    }
    DownloadOptions download = options.download().get();
    if (options.dryRun()) {
      Dataset<Row> chosen = files.filter(col("download_path").isNotNull());
      summary.wouldDownload(
          chosen.count(), chosen.select("file_name").limit(IndexSummary.EXAMPLES), download);
    } else {
      summary.downloaded(Downloads.run(context, files, download), download);
    }
  }
}

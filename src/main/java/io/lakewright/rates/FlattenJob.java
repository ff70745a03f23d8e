package io.lakewright.rates;

import io.lakewright.UserException;
import io.lakewright.job.Anomaly;
import io.lakewright.job.AnomalyLog;
import io.lakewright.job.Job;
import io.lakewright.job.JobContext;
import io.lakewright.job.Progress;
import io.lakewright.rates.explode.Explosion;
import io.lakewright.rates.explode.FileFacts;
import io.lakewright.rates.explode.FirstMalformed;
import io.lakewright.rates.explode.TaskReport;
import io.lakewright.rates.explode.TaskReports;
import io.lakewright.rates.input.LoadedFiles;
import io.lakewright.rates.input.RateInput;
import io.lakewright.rates.input.Selection;
import io.lakewright.rates.shuffle.Router;
import io.lakewright.rates.shuffle.SliceShuffle;
import io.lakewright.rates.split.CodeList;
import io.lakewright.rates.split.Slice;
import io.lakewright.table.Format;
import io.lakewright.table.IcebergStaging;
import io.lakewright.table.IfExists;
import io.lakewright.table.Layout;
import io.lakewright.table.Publication;
import io.lakewright.table.Published;
import io.lakewright.table.RowOrder;
import io.lakewright.table.StagedFiles;
import io.lakewright.table.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;

/**
 * Turns machine-readable files into the table {@code rates}: finds what is new, splits it, shuffles
 * the slices, explodes them in the tasks that write, and publishes the table with its companions in
 * one step.
 */
public final class FlattenJob implements Job<FlattenResult> {
  static final String ANOMALIES = "_anomalies";
  static final String FILES = "_files";

  private final FlattenOptions options;
  private final Target target;

  public FlattenJob(FlattenOptions options) {
    this.options = options;
    this.target = options.target();
  }

  @Override
  public String name() {
    return "flatten";
  }

  @Override
  public FlattenResult run(JobContext context) throws IOException {
    SparkSession spark = context.spark();
    RateInput input = RateInput.find(spark, options.input(), options.reading());
    FlattenSummary summary = new FlattenSummary(options, target);
    if (options.dryRun()) {
      return summary.planned(input);
    }
    try (Publication publication =
        Publication.begin(
            spark,
            target,
            RatesTable.SCHEMA,
            context.runId(),
            Map.of(ANOMALIES, Anomaly.SCHEMA, FILES, LoadedFiles.SCHEMA))) {
      LoadedFiles loaded =
          options.ifExists() == IfExists.REPLACE
              ? LoadedFiles.NONE
              : publication.companion(FILES).map(LoadedFiles::of).orElse(LoadedFiles.NONE);
      Selection selection = input.select(loaded, context.progress());
      if (selection.load().isEmpty()) {
        return summary.nothingNew(selection);
      }
      replaceOlderVersions(publication, selection);
      return load(context, input, selection, publication, summary);
    }
  }

  private void replaceOlderVersions(Publication publication, Selection selection) {
    if (selection.replaced().isEmpty()) {
      return;
    }
    if (!publication.canReplaceRows()) {
      throw new UserException(
          "%s holds an earlier version of %s, and %s cannot take single rows back; load it with --if-exists replace, or use an Iceberg or Delta table"
              .formatted(
                  target.place(), selection.replaced().iterator().next(), target.format().id()));
    }
    publication.replacing("source_file", selection.replaced());
  }

  private FlattenResult load(
      JobContext context,
      RateInput input,
      Selection selection,
      Publication publication,
      FlattenSummary summary)
      throws IOException {
    context.progress().phase("Splitting " + Sizing.describe(selection));
    Optional<FirstMalformed> malformed =
        FirstMalformed.watching(
            context.spark().sparkContext(), options.onError() == FlattenOptions.OnError.FAIL);
    try {
      return load(context, input, selection, publication, summary, malformed);
    } catch (Exception e) {
      // The one that was found first ended the Spark job, which says no more than that.
      malformed.ifPresent(FlattenJob::failOn);
      throw e;
    }
  }

  private FlattenResult load(
      JobContext context,
      RateInput input,
      Selection selection,
      Publication publication,
      FlattenSummary summary,
      Optional<FirstMalformed> malformed)
      throws IOException {
    Progress progress = context.progress();
    JavaRDD<Slice> slices =
        input.slices(
            selection, options.limits(), CodeList.of(options.codes()), options.filter(), context);
    SliceShuffle shuffle =
        SliceShuffle.of(
            malformed.map(first -> slices.mapPartitions(first::upTo)).orElse(slices),
            new Router(
                routable() ? target.layout().partitionBy() : List.of(),
                Sizing.sideTasks(context.spark()),
                Sizing.rateTasks(context.spark(), selection, target.layout())));
    try (Explosion explosion =
        Explosion.begin(context.spark(), shuffle, options.filter(), malformed)) {
      FileFacts facts = explosion.facts();
      malformed.ifPresent(FlattenJob::failOn);
      explosion.resolveProviders(
          options.remote(), options.broadcastBytes().orElseGet(Sizing::broadcastBytes), progress);
      progress.phase("Writing rates to " + target.place());
      Collection<TaskReport> reports = write(explosion, publication, progress);
      AnomalyLog anomalies = facts.anomalies();
      Map<String, Long> rowsByFile = new HashMap<>();
      for (TaskReport report : reports) {
        anomalies.addAll(report.anomalies());
        report.rowsByFile().forEach((file, rows) -> rowsByFile.merge(file, rows, Long::sum));
      }
      malformed.ifPresent(FlattenJob::failOn);
      progress.phase("Publishing " + target.place());
      publication.companion(ANOMALIES, anomalies(context.spark(), anomalies));
      publication.companion(FILES, Ledger.rows(context, facts, rowsByFile));
      if (options.ifExists() != IfExists.REPLACE) {
        publication.verify(FILES, now -> requireNotLoaded(LoadedFiles.of(now), facts));
      }
      Published published = publication.commit();
      return summary.loaded(published, selection, facts, rowsByFile, anomalies);
    }
  }

  static Dataset<Row> anomalies(SparkSession spark, AnomalyLog anomalies) {
    List<Row> rows = anomalies.anomalies().stream().map(Anomaly::toRow).toList();
    return spark.createDataFrame(rows, Anomaly.SCHEMA).coalesce(1);
  }

  /** Two runs may load at the same time, but not the same. */
  private void requireNotLoaded(LoadedFiles loaded, FileFacts facts) {
    facts
        .contents()
        .forEach(
            (file, content) -> {
              if (loaded.has(content)) {
                throw new UserException(
                    "Another run has meanwhile loaded the content of %s into %s; nothing was published. Run again: what is loaded is recognised"
                        .formatted(file, target.place()));
              }
            });
  }

  private static void failOn(FirstMalformed malformed) {
    if (malformed.value().isPresent()) {
      Anomaly anomaly = malformed.value().get();
      throw new UserException(
          "%s is malformed at byte %s: %s; nothing was written. Mend or leave out the file, or use --on-error continue to keep what can be read"
              .formatted(anomaly.sourceFile(), anomaly.byteOffset(), anomaly.detail()));
    }
  }

  private Collection<TaskReport> write(
      Explosion explosion, Publication publication, Progress progress) throws IOException {
    LongAccumulator rows = progress.counter("written", Progress.Unit.ROWS, -1);
    explosion.countSpilled(progress.counter("spilled", Progress.Unit.ROWS, -1));
    Layout layout = target.layout();
    boolean runs = options.writer() != FlattenOptions.Writer.ROWS;
    Optional<StagedFiles> staged = publication.stagedFiles();
    if (isParquet() && staged.isPresent() && arranged()) {
      return explosion.writeParquet(staged.get(), layout, runs, rows);
    }
    if (runs && arranged()) {
      Optional<IcebergStaging> iceberg =
          publication.icebergStaging().filter(Explosion::canWriteIceberg);
      if (iceberg.isPresent()) {
        return explosion.writeIceberg(iceberg.get(), groups(layout), rows);
      }
    }
    if (options.writer() == FlattenOptions.Writer.RUNS) {
      throw new UserException(
          "%s cannot be written as runs: its layout, format or settings need rows; use --writer auto"
              .formatted(target.place()));
    }
    TaskReports reports = new TaskReports();
    explosion.register(reports);
    boolean arranged = arranged();
    publication.rows(
        explosion.rows(arranged ? groups(layout) : List.of(), reports, rows),
        arranged ? RowOrder.ARRANGED : RowOrder.ANY);
    return new ArrayList<>(reports.value().values());
  }

  /** Whether slices can be sent to the task that writes their partition. */
  private boolean routable() {
    return Router.canRoute(target.layout().partitionBy(), RatesTable.ROUTABLE);
  }

  /**
   * Whether tasks can make the layout themselves, out of slices. What depends on the price or on
   * more of the provider than the NPI is arranged by a shuffle of the rows.
   */
  private boolean arranged() {
    Layout layout = target.layout();
    List<String> byNpi = List.of("npi");
    boolean sortable =
        layout.sortBy().isEmpty()
            || layout.sortBy().equals(byNpi)
            || (layout.sortBy().equals(List.of("billing_code", "npi")) && !isParquet());
    boolean bucketable =
        layout.bucketBy().isEmpty()
            || (layout.bucketBy().equals(byNpi) && !layout.partitionBy().isEmpty());
    return routable() && sortable && bucketable;
  }

  private boolean isParquet() {
    return target.format() == Format.PARQUET;
  }

  /** Columns whose groups are sorted by NPI, for tables whose files are not ours to arrange. */
  private static List<String> groups(Layout layout) {
    if (layout.sortBy().isEmpty()) {
      return List.of();
    }
    return layout.partitionBy().stream().allMatch(RatesTable.ROUTABLE::contains)
            && !layout.partitionBy().isEmpty()
            && !layout.sortBy().contains("billing_code")
        ? layout.partitionBy()
        : List.of("billing_code");
  }
}

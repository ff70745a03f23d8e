package io.lakewright.rates;

import io.lakewright.job.Anomaly;
import io.lakewright.job.AnomalyLog;
import io.lakewright.job.Job;
import io.lakewright.job.JobContext;
import io.lakewright.job.JobResult.Output;
import io.lakewright.job.Progress;
import io.lakewright.rates.explode.FileFacts;
import io.lakewright.rates.explode.SplitFacts;
import io.lakewright.rates.input.LoadedFiles;
import io.lakewright.rates.input.RateInput;
import io.lakewright.rates.input.Selection;
import io.lakewright.rates.split.CodeList;
import io.lakewright.rates.split.FileTotals;
import io.lakewright.rates.split.RateFilter;
import io.lakewright.rates.split.Slice;
import io.lakewright.rates.split.SliceTable;
import io.lakewright.table.IfExists;
import io.lakewright.table.Publication;
import io.lakewright.table.Published;
import io.lakewright.table.RowOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;

/**
 * The first half of {@code flatten}, kept: reads files once and leaves their slices as Avro, from
 * which {@code flatten} can go on as often as needed, with other filters. No shuffle: a task writes
 * what it splits.
 */
public final class SplitJob implements Job<FlattenResult> {
  private final SplitOptions options;

  public SplitJob(SplitOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "split";
  }

  @Override
  public FlattenResult run(JobContext context) {
    RateInput input = RateInput.find(context.spark(), options.input(), options.reading());
    if (input.hasSlices()) {
      throw io.lakewright.UserException.usage(
          "The input of split is files, cannot be slices: " + String.join(", ", options.input()));
    }
    if (options.dryRun()) {
      return result(
          "Would split %d files into %s".formatted(input.files().size(), options.output()),
          Map.of("files", (long) input.files().size(), "stored_bytes", input.bytes()),
          List.of(),
          new AnomalyLog());
    }
    try (Publication publication =
        Publication.begin(
            context.spark(),
            options.target(),
            SliceTable.SCHEMA,
            context.runId(),
            Map.of(FlattenJob.ANOMALIES, Anomaly.SCHEMA, FlattenJob.FILES, LoadedFiles.SCHEMA))) {
      LoadedFiles loaded =
          options.ifExists() == IfExists.REPLACE
              ? LoadedFiles.NONE
              : publication
                  .companion(FlattenJob.FILES)
                  .map(LoadedFiles::of)
                  .orElse(LoadedFiles.NONE);
      Selection selection = input.select(loaded, context.progress());
      if (selection.load().isEmpty()) {
        return result(
            "Nothing new: %s holds all %d files already"
                .formatted(options.output(), selection.known().size()),
            Map.of("files_known", (long) selection.known().size()),
            List.of(),
            new AnomalyLog());
      }
      return split(context, input, selection, publication);
    }
  }

  private FlattenResult split(
      JobContext context, RateInput input, Selection selection, Publication publication) {
    Progress progress = context.progress();
    progress.phase("Splitting " + Sizing.describe(selection));
    SplitFacts facts = new SplitFacts();
    context.spark().sparkContext().register(facts, "facts about files");
    JavaRDD<Slice> slices =
        input
            .slices(
                selection, options.limits(), CodeList.of(options.codes()), RateFilter.ALL, context)
            .mapPartitions(facts::watch);
    publication.rows(SliceTable.toTable(context.spark(), slices), RowOrder.ARRANGED);
    FileFacts all = facts.merged();
    publication.companion(
        FlattenJob.ANOMALIES, FlattenJob.anomalies(context.spark(), all.anomalies()));
    publication.companion(FlattenJob.FILES, Ledger.rows(context, all, Map.of()));
    Published published = publication.commit();
    return loaded(published, selection, all);
  }

  private FlattenResult loaded(Published published, Selection selection, FileFacts facts) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("slices", published.table().rows());
    counts.put("files", (long) selection.load().size());
    counts.put("files_known", (long) selection.known().size());
    counts.put("bytes", facts.totals().values().stream().mapToLong(FileTotals::bytes).sum());
    counts.put("items", facts.totals().values().stream().mapToLong(FileTotals::items).sum());
    counts.put("anomalies", facts.anomalies().total());
    return result(
        "%,d slices of %,d files in %s"
            .formatted(published.table().rows(), selection.load().size(), options.output()),
        counts,
        FlattenSummary.outputs(published, "slices"),
        facts.anomalies());
  }

  private FlattenResult result(
      String headline, Map<String, Long> counts, List<Output> outputs, AnomalyLog anomalies) {
    return new FlattenResult(
        headline,
        counts,
        outputs,
        anomalies.counts(),
        List.of(),
        outputs.isEmpty()
            ? List.of()
            : List.of("./lakewright flatten --input %s --output rates".formatted(options.output())),
        anomalies.total() > options.maxAnomalies().orElse(Long.MAX_VALUE));
  }
}

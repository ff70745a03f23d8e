package io.lakewright.rates;

import io.lakewright.job.AnomalyLog;
import io.lakewright.job.JobResult.Breakdown;
import io.lakewright.job.JobResult.Output;
import io.lakewright.rates.explode.FileFacts;
import io.lakewright.rates.input.RateInput;
import io.lakewright.rates.input.Selection;
import io.lakewright.rates.split.FileTotals;
import io.lakewright.table.Published;
import io.lakewright.table.TablePlace;
import io.lakewright.table.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Words and figures for what a run of {@code flatten} did. */
final class FlattenSummary {
  private static final int MAX_BARS = 30;

  private final FlattenOptions options;
  private final Target target;

  FlattenSummary(FlattenOptions options, Target target) {
    this.options = options;
    this.target = target;
  }

  FlattenResult planned(RateInput input) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("files", (long) input.files().size());
    counts.put("stored_bytes", input.bytes());
    return new FlattenResult(
        "Would write the rates of %d files to %s as %s, partitioned by %s, bucketed by %s, sorted by %s"
            .formatted(
                input.files().size(),
                target.place(),
                target.format().id(),
                target.layout().partitionBy(),
                target.layout().bucketBy(),
                target.layout().sortBy()),
        counts,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        false);
  }

  FlattenResult nothingNew(Selection selection) {
    return new FlattenResult(
        "Nothing new: %s holds all %d files already"
            .formatted(target.place(), selection.known().size()),
        Map.of("files_known", (long) selection.known().size()),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        false);
  }

  FlattenResult loaded(
      Published published,
      Selection selection,
      FileFacts facts,
      Map<String, Long> rowsByFile,
      AnomalyLog anomalies) {
    long rows = rowsByFile.values().stream().mapToLong(Long::longValue).sum();
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("rows", rows);
    counts.put("files", (long) selection.load().size());
    counts.put("files_known", (long) selection.known().size());
    counts.put("files_replaced", (long) selection.replaced().size());
    counts.put("files_incomplete", totals(facts).filter(t -> !t.complete()).count());
    counts.put("stored_bytes", facts.contents().values().stream().mapToLong(c -> c.length()).sum());
    counts.put("bytes", totals(facts).mapToLong(FileTotals::bytes).sum());
    counts.put("items", totals(facts).mapToLong(FileTotals::items).sum());
    counts.put("provider_references", totals(facts).mapToLong(FileTotals::references).sum());
    counts.put("provider_groups", facts.groups());
    counts.put("anomalies", anomalies.total());
    long allowed = options.maxAnomalies().orElse(Long.MAX_VALUE);
    return new FlattenResult(
        "%,d rates from %,d files in %s".formatted(rows, selection.load().size(), target.place()),
        counts,
        outputs(published, "rates"),
        anomalies.counts(),
        List.of(bars("Rates by file", "rates", rowsByFile)),
        hints(),
        anomalies.total() > allowed);
  }

  private static Stream<FileTotals> totals(FileFacts facts) {
    return facts.totals().values().stream();
  }

  static List<Output> outputs(Published published, String role) {
    return published.outputs().stream()
        .map(
            o ->
                new Output(
                    o.suffix().isEmpty() ? role : o.suffix().substring(1),
                    o.place().toString(),
                    o.format().id(),
                    o.rows(),
                    o.bytes(),
                    o.files()))
        .toList();
  }

  private static Breakdown bars(String title, String unit, Map<String, Long> values) {
    List<Breakdown.Bar> bars = new ArrayList<>();
    values.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(MAX_BARS)
        .forEach(e -> bars.add(new Breakdown.Bar(fileName(e.getKey()), e.getValue())));
    return new Breakdown(title, unit, bars);
  }

  private static String fileName(String file) {
    return file.substring(file.lastIndexOf('/') + 1);
  }

  private List<String> hints() {
    String from =
        target.place() instanceof TablePlace
            ? target.place().toString()
            : target.format().id() + ".`" + target.place() + "`";
    return List.of(
        "./lakewright sql \"SELECT billing_code, count(*) AS rates, min(negotiated_rate) AS lowest, "
            + "percentile_approx(negotiated_rate, 0.5) AS median FROM "
            + from
            + " WHERE rate_unit = 'usd' GROUP BY billing_code ORDER BY rates DESC LIMIT 10\"");
  }
}

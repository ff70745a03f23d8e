package io.lakewright.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.lakewright.job.Human;
import io.lakewright.job.JobResult;
import io.lakewright.job.RunRecord;
import io.lakewright.job.RunStatus;
import io.lakewright.session.Versions;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The report for people: one file, no scripts, every text escaped by the template engine. */
final class HtmlReport {
  private static final String TEMPLATE = "report.mustache";
  private static final int MAX_ANOMALIES = 500;
  private static final int MAX_ROWS = 2_000;
  private static final int MAX_BARS = 30;
  private static final int MAX_RAW = 4_000;
  private static final int MAX_UNBROKEN = 32;

  /** Nothing, or such as {@code 1,024}, {@code 8 → 1} and {@code 0.01 USD}. */
  private static final Pattern AMOUNT = Pattern.compile("|-?\\d[\\d,.]*(?: [A-Za-z]+)?(?: → .*)?");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private HtmlReport() {}

  static String of(RunRecord record) {
    return template().execute(model(record));
  }

  private static Template template() {
    try (InputStream in = HtmlReport.class.getResourceAsStream(TEMPLATE);
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return Mustache.compiler().escapeHTML(true).compile(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + TEMPLATE, e);
    }
  }

  private static Map<String, Object> model(RunRecord record) {
    Map<String, Object> model = new LinkedHashMap<>();
    JobResult result = record.result();
    model.put("job", record.job());
    model.put("runId", record.runId());
    model.put("status", record.status().label().replace('_', ' '));
    model.put("good", record.status() == RunStatus.DONE);
    model.put("headline", result == null ? record.job() + " did not finish" : result.headline());
    model.put("start", TIME.format(record.start()));
    model.put("elapsed", Human.seconds(record.elapsed().toMillis() / 1000.0));
    model.put("error", record.failure() == null ? null : record.failure().message());
    model.put("hint", record.failure() == null ? null : record.failure().hint());
    model.put("command", String.join(" ", record.request().commandLine()));
    model.put("options", pairs(record.request().options()));
    model.put("versions", versions(record.libraries()));
    model.put("spark", numbers(record.totals().byName()));
    model.put("counts", result == null ? List.of() : numbers(result.counts()));
    model.put("outputs", result == null ? List.of() : outputs(result));
    model.put("listings", result == null ? List.of() : listings(result));
    model.put("breakdowns", result == null ? List.of() : breakdowns(result));
    model.put("figures", result == null ? List.of() : figures(result));
    model.put("hints", result == null ? List.of() : result.hints());
    anomalies(model, result == null ? List.of() : result.anomalies());
    for (String section : List.of("counts", "outputs", "options", "hints", "anomalies")) {
      model.put("has_" + section, !((List<?>) model.get(section)).isEmpty());
    }
    return model;
  }

  private static List<Map<String, Object>> pairs(Map<String, Object> options) {
    List<Map<String, Object>> pairs = new ArrayList<>();
    options.forEach(
        (name, value) ->
            pairs.add(
                Map.of(
                    "name",
                    name,
                    "value",
                    value instanceof List<?> list
                        ? String.join(", ", list.stream().map(String::valueOf).toList())
                        : String.valueOf(value))));
    return pairs;
  }

  private static List<Map<String, Object>> versions(List<Versions.Library> libraries) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Versions.Library library : libraries) {
      rows.add(
          Map.of("name", library.name(), "version", library.version(), "origin", library.origin()));
    }
    return rows;
  }

  private static List<Map<String, Object>> numbers(Map<String, Long> numbers) {
    List<Map<String, Object>> rows = new ArrayList<>();
    numbers.forEach(
        (name, value) -> {
          String text =
              name.endsWith("bytes")
                  ? Human.bytes(value)
                  : name.endsWith("millis") ? Human.seconds(value / 1000.0) : Human.count(value);
          String label = name.replaceFirst("_(bytes|millis)$", "").replace('_', ' ');
          rows.add(Map.of("name", label, "value", text));
        });
    return rows;
  }

  private static List<Map<String, Object>> outputs(JobResult result) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (JobResult.Output output : result.outputs()) {
      rows.add(
          Map.of(
              "role",
              output.role(),
              "place",
              output.place(),
              "format",
              output.format(),
              "rows",
              output.rows() < 0 ? "" : Human.count(output.rows()),
              "bytes",
              output.bytes() < 0 ? "" : Human.bytes(output.bytes()),
              "files",
              output.files() < 0 ? "" : Human.count(output.files())));
    }
    return rows;
  }

  private static List<Map<String, Object>> listings(JobResult result) {
    List<Map<String, Object>> listings = new ArrayList<>();
    for (JobResult.Listing listing : result.listings()) {
      int shown = Math.min(MAX_ROWS, listing.rows().size());
      int more = listing.rows().size() - shown;
      List<List<String>> rows = listing.rows().subList(0, shown);
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("title", listing.title());
      List<String> styles = styles(listing.columns().size(), rows);
      one.put("columns", cells(listing.columns(), styles));
      one.put("rows", rows.stream().map(row -> cells(row, styles)).toList());
      one.put("more", more > 0 ? Human.count(more) : null);
      listings.add(one);
    }
    return listings;
  }

  /** Amounts are flush right, short texts are not broken, and long ones get room. */
  private static List<String> styles(int columns, List<List<String>> rows) {
    return IntStream.range(0, columns)
        .mapToObj(
            column -> {
              List<String> texts = rows.stream().map(row -> row.get(column)).toList();
              if (texts.stream().allMatch(text -> AMOUNT.matcher(text).matches())) {
                return "n";
              }
              return texts.stream().allMatch(text -> text.length() <= MAX_UNBROKEN) ? "s" : "t";
            })
        .toList();
  }

  private static List<Map<String, Object>> cells(List<String> texts, List<String> styles) {
    List<Map<String, Object>> cells = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      cells.add(Map.of("text", texts.get(i), "style", styles.get(i)));
    }
    return cells;
  }

  private static List<Map<String, Object>> breakdowns(JobResult result) {
    List<Map<String, Object>> charts = new ArrayList<>();
    for (JobResult.Breakdown breakdown : result.breakdowns()) {
      double largest = breakdown.bars().stream().mapToDouble(bar -> bar.value()).max().orElse(0);
      List<Map<String, Object>> bars = new ArrayList<>();
      for (JobResult.Breakdown.Bar bar : breakdown.bars()) {
        if (bars.size() == MAX_BARS) {
          break;
        }
        double percent = largest <= 0 ? 0 : 100 * Math.max(0, bar.value()) / largest;
        bars.add(
            Map.of(
                "label", bar.label(),
                "value", Texts.number(bar.value()),
                "percent", String.format(Locale.ROOT, "%.2f", percent)));
      }
      charts.add(Map.of("title", breakdown.title(), "unit", breakdown.unit(), "bars", bars));
    }
    return charts;
  }

  private static List<Map<String, Object>> figures(JobResult result) {
    List<Map<String, Object>> figures = new ArrayList<>();
    for (JobResult.Figure figure : result.figures()) {
      figures.add(
          Map.of(
              "title",
              figure.title(),
              "caption",
              figure.caption(),
              "panels",
              figure.panels().stream().map(FigureSvg::of).toList()));
    }
    return figures;
  }

  private static void anomalies(Map<String, Object> model, List<JobResult.AnomalyCount> anomalies) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (JobResult.AnomalyCount anomaly :
        anomalies.subList(0, Math.min(MAX_ANOMALIES, anomalies.size()))) {
      String raw = anomaly.raw() == null ? "" : anomaly.raw();
      rows.add(
          Map.of(
              "kind",
              anomaly.kind(),
              "occurrences",
              Human.count(anomaly.occurrences()),
              "file",
              anomaly.sourceFile() == null ? "" : anomaly.sourceFile(),
              "detail",
              anomaly.detail() == null ? "" : anomaly.detail(),
              "hasRaw",
              !raw.isEmpty(),
              "raw",
              raw.length() > MAX_RAW ? raw.substring(0, MAX_RAW) + "…" : raw));
    }
    model.put("anomalies", rows);
    model.put(
        "anomalyTotal",
        Human.count(anomalies.stream().mapToLong(JobResult.AnomalyCount::occurrences).sum()));
    int more = anomalies.size() - rows.size();
    model.put("moreAnomalies", more > 0 ? Human.count(more) : null);
  }
}

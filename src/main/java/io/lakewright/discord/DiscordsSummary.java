package io.lakewright.discord;

import io.lakewright.discord.series.Finding;
import io.lakewright.discord.series.Notice;
import io.lakewright.discord.series.Sizing;
import io.lakewright.discord.series.Tally;
import io.lakewright.discord.series.Totals;
import io.lakewright.job.AnomalyLog;
import io.lakewright.job.Human;
import io.lakewright.job.JobResult.Figure;
import io.lakewright.job.JobResult.Output;
import io.lakewright.table.Published;
import io.lakewright.table.TablePlace;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Words and numbers about a run of {@code discords}. */
final class DiscordsSummary {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final DiscordsOptions options;

  DiscordsSummary(DiscordsOptions options) {
    this.options = options;
  }

  DiscordsResult planned(Sizing sizing) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("series", sizing.series());
    counts.put("points", sizing.points());
    counts.put("distances", (long) sizing.cells());
    return new DiscordsResult(
        "Would search %s in %s for discords of length %s, about %s distances; nothing was written"
            .formatted(
                counted(sizing.points(), "point"),
                counted(sizing.series(), "series"),
                options.search().lengths(),
                Human.count((long) sizing.cells())),
        counts,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        false);
  }

  DiscordsResult searched(Totals totals, Published published) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("series", totals.series());
    counts.put("points", totals.points());
    counts.put("discords", totals.discords());
    if (options.profile()) {
      counts.put("anomalous_points", totals.anomalies());
    }
    Tally tally = totals.tally();
    for (Notice notice : Notice.values()) {
      if (tally.count(notice) > 0) {
        counts.put(notice.id().replace('-', '_'), tally.count(notice));
      }
    }
    AnomalyLog log = new AnomalyLog();
    tally.anomalies(String.join(", ", options.input())).forEach(log::add);
    return new DiscordsResult(
        headline(totals),
        counts,
        outputs(published),
        log.counts(),
        figures(totals),
        hints(totals),
        options.maxAnomalies().isPresent() && log.total() > options.maxAnomalies().get());
  }

  private List<Figure> figures(Totals totals) {
    List<Figure> figures = new ArrayList<>();
    for (Totals.Top top : totals.top()) {
      if (top.sketch() != null) {
        figures.add(DiscordFigure.of(figures.size() + 1, top, options.search().distance()));
      }
    }
    return figures;
  }

  private static String headline(Totals totals) {
    String found =
        "%s in %s of %s"
            .formatted(
                counted(totals.discords(), "discord"),
                counted(totals.series(), "series"),
                counted(totals.points(), "point"));
    if (totals.top().isEmpty()) {
      return found;
    }
    Totals.Top top = totals.top().get(0);
    Finding finding = top.finding();
    return "%s; the largest%s from %s to %s, distance %.3f"
        .formatted(
            found,
            top.series() == null ? "" : " is in " + top.series() + ",",
            time(finding.startTime()),
            time(finding.endTime()),
            finding.distance());
  }

  static String time(long micros) {
    return TIME.format(Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L)));
  }

  private static String counted(long number, String what) {
    boolean plain = number == 1 || what.endsWith("s");
    return Human.count(number) + " " + what + (plain ? "" : "s");
  }

  private List<Output> outputs(Published published) {
    List<Output> outputs = new ArrayList<>();
    for (Published.Output output : published.outputs()) {
      String role =
          !output.suffix().isEmpty()
              ? output.suffix()
              : options.profile() ? DiscordsOptions.PROFILE : DiscordsOptions.DISCORDS;
      outputs.add(
          new Output(
              role,
              output.place().toString(),
              output.format().id(),
              output.rows(),
              output.bytes(),
              output.files()));
    }
    return outputs;
  }

  private List<String> hints(Totals totals) {
    List<String> hints = new ArrayList<>(totals.notes());
    hints.add(query());
    return hints;
  }

  private String query() {
    if (options.output() instanceof TablePlace) {
      return "./lakewright sql \"SELECT series, rank, start_time, end_time, round(distance, 3) AS distance FROM %s ORDER BY score DESC LIMIT 10\""
          .formatted(options.place(DiscordsOptions.DISCORDS));
    }
    return "./lakewright sql \"SELECT series, rank, start_time, end_time, round(distance, 3) AS distance FROM %s.`%s` ORDER BY score DESC LIMIT 10\""
        .formatted(options.target().format().id(), options.place(DiscordsOptions.DISCORDS));
  }
}

package io.lakewright.maintain;

import io.lakewright.job.Failure;
import io.lakewright.job.JobContext;
import io.lakewright.job.JobResult.Figure;
import io.lakewright.job.JobResult.Output;
import io.lakewright.maintain.cost.Prices;
import io.lakewright.maintain.history.History;
import io.lakewright.maintain.history.TrendChart;
import io.lakewright.table.Place;
import io.lakewright.table.Published;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Remembers a run in the history and makes its result, with the trend of its tables. */
final class MaintainReport {
  /** Tables that are drawn; those with the most to gain. */
  private static final int CHARTS = 40;

  private final JobContext context;
  private final MaintainOptions options;
  private final List<Output> outputs = new ArrayList<>();
  private final List<Figure> figures = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  MaintainReport(JobContext context, MaintainOptions options) {
    this.context = context;
    this.options = options;
  }

  MaintainResult of(Instant start, List<TableRun> runs, Prices prices) {
    Optional<Place> place = options.historyPlace(runs.get(0).table());
    if (place.isPresent()) {
      try {
        remember(new History(context.spark(), place.get()), start, runs, prices);
      } catch (RuntimeException e) {
        // The tables are maintained all the same, and the report must say so.
        problems.add(
            "The history %s could not be written or read: %s"
                .formatted(place.get(), Failure.of(e).message()));
      }
    }
    return new MaintainSummary(prices, options.dryRun(), runs).result(outputs, figures, problems);
  }

  private void remember(History history, Instant start, List<TableRun> runs, Prices prices) {
    if (!options.dryRun()) {
      context.progress().phase("Writing the history");
      Published.Output written = history.append(context.runId(), start, runs, prices).table();
      outputs.add(
          new Output(
              "history",
              written.place().toString(),
              written.format().id(),
              written.rows(),
              written.bytes(),
              written.files()));
    }
    List<TableName> drawn = runs.stream().limit(CHARTS).map(TableRun::table).toList();
    history
        .trend(drawn)
        .forEach(
            (table, points) -> {
              if (points.size() > 1) {
                figures.add(TrendChart.of(table, points));
              }
            });
  }
}

package io.lakewright.maintain;

import io.lakewright.job.Human;
import io.lakewright.job.JobResult.Breakdown;
import io.lakewright.job.JobResult.Figure;
import io.lakewright.job.JobResult.Listing;
import io.lakewright.job.JobResult.Output;
import io.lakewright.maintain.Assessment.Verdict;
import io.lakewright.maintain.TableRun.Status;
import io.lakewright.maintain.cost.Prices;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Words and tables for what a run planned and did. */
final class MaintainSummary {
  /** Bars are labelled with two digits after the point. */
  private static final double WORTH_DRAWING = 0.005;

  /** So many tables are named where the same holds for more of them. */
  private static final int NAMED = 2;

  private final Prices prices;
  private final boolean dryRun;
  private final List<TableRun> runs;

  MaintainSummary(Prices prices, boolean dryRun, List<TableRun> runs) {
    this.prices = prices;
    this.dryRun = dryRun;
    this.runs =
        runs.stream()
            .sorted(Comparator.comparingDouble((TableRun run) -> saving(run.gain())).reversed())
            .toList();
  }

  MaintainResult result(List<Output> outputs, List<Figure> figures, List<String> problems) {
    List<Listing> listings = new ArrayList<>();
    add(listings, dryRun ? "Plan" : "Done", columns(), dueRows());
    add(listings, "Tables left out", List.of("table", "", "why"), leftOut());
    add(listings, "Errors", List.of("table", "step", "error"), errors());
    add(listings, "Details", List.of("table", "step", ""), details());
    add(listings, "Not done, and why", List.of("table", "step", "", "why"), notDone());
    List<String> hints = new ArrayList<>(problems);
    if (dryRun && runs.stream().anyMatch(TableRun::isDue)) {
      hints.add("The same command without --dry-run does what is planned");
    }
    hints.add(
        "Prices: %s; what tables cost and save is reckoned as docs/maintain.md says"
            .formatted(prices.origin()));
    return new MaintainResult(
        headline(),
        counts(),
        outputs,
        runs,
        listings,
        breakdowns(),
        figures,
        hints,
        !problems.isEmpty() || runs.stream().anyMatch(run -> run.status() == Status.FAILED));
  }

  private static void add(
      List<Listing> listings, String title, List<String> columns, List<List<String>> rows) {
    if (!rows.isEmpty()) {
      listings.add(new Listing(title, columns, rows));
    }
  }

  private String headline() {
    long due = runs.stream().filter(TableRun::isDue).count();
    Effort effort = Effort.NONE;
    Gain gain = Gain.NONE;
    for (TableRun run : runs) {
      effort = effort.plus(run.effort());
      gain = gain.plus(run.gain());
    }
    if (dryRun) {
      return "Dry run: %s once would save %s a month; %,d of %,d tables need upkeep, as found"
          .formatted(money(prices.cost(effort)), money(saving(gain)), due, runs.size());
    }
    long failed = count(Status.FAILED);
    return "Saving %s a month: %s%,d of %,d tables maintained"
        .formatted(
            money(runs.stream().mapToDouble(run -> saving(MaintainSummary.achieved(run))).sum()),
            failed == 0 ? "" : "%,d failed, ".formatted(failed),
            runs.stream().filter(MaintainSummary::changed).count(),
            runs.size());
  }

  private Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("tables", (long) runs.size());
    counts.put("tables_due", runs.stream().filter(TableRun::isDue).count());
    counts.put("tables_maintained", runs.stream().filter(MaintainSummary::changed).count());
    counts.put("tables_failed", count(Status.FAILED));
    counts.put("tables_locked", count(Status.LOCKED));
    counts.put("tables_postponed", count(Status.POSTPONED));
    Effort effort = Effort.NONE;
    Gain gain = Gain.NONE;
    for (TableRun run : runs) {
      effort = effort.plus(dryRun ? run.effort() : taken(run));
      gain = gain.plus(dryRun ? run.gain() : achieved(run));
    }
    counts.put("freed_bytes", gain.bytesFreed());
    counts.put("written_bytes", effort.bytesWritten());
    counts.put("s3_reads", effort.requests().reads());
    counts.put("s3_writes", effort.requests().writes());
    counts.put("s3_deletes", effort.requests().deletes());
    return counts;
  }

  private long count(Status status) {
    return runs.stream().filter(run -> run.status() == status).count();
  }

  private static List<String> columns() {
    return List.of(
        "table", "step", "", "files", "bytes", "requests", "cost", "saves a month", "why");
  }

  private List<List<String>> dueRows() {
    List<List<String>> rows = new ArrayList<>();
    for (TableRun run : runs) {
      for (StepRun step : run.steps()) {
        if (step.assessment().isDue()) {
          rows.add(row(run, step));
        }
      }
    }
    return rows;
  }

  private List<String> row(TableRun run, StepRun step) {
    Assessment assessment = step.assessment();
    Measure before = step.outcome().map(Outcome::before).orElse(assessment.before());
    Measure after = step.outcome().map(Outcome::after).orElse(assessment.after());
    Effort effort = step.outcome().map(Outcome::effort).orElse(assessment.effort());
    boolean counts = step.outcome().map(Outcome::changed).orElse(true);
    Requests requests = effort.requests();
    return List.of(
        run.table().toString(),
        assessment.step().key(),
        step.outcome().map(one -> word(one.status())).orElse("due"),
        change(Human.count(before.files()), Human.count(after.files())) + unit(assessment.step()),
        before.bytes() == 0 && after.bytes() == 0
            ? ""
            : change(Human.bytes(before.bytes()), Human.bytes(after.bytes())),
        Human.count(requests.reads() + requests.writes() + requests.deletes()),
        money(prices.cost(effort)),
        money(counts ? saving(assessment.gain()) : 0),
        step.outcome().map(Outcome::reason).orElse(assessment.reason()));
  }

  /** Of what a step counts, where it is not files. */
  private static String unit(StepName step) {
    return switch (step) {
      case EXPIRY -> " snapshots";
      case MANIFESTS -> " manifests";
      case SNAPSHOT_TAGS -> " refs";
      case LIFECYCLE -> " rules";
      default -> "";
    };
  }

  private static String change(String before, String after) {
    return before.equals(after) ? before : before + " → " + after;
  }

  private List<List<String>> leftOut() {
    List<List<String>> rows = new ArrayList<>();
    for (TableRun run : runs) {
      run.error()
          .ifPresent(error -> rows.add(List.of(run.table().toString(), word(run.status()), error)));
    }
    return rows;
  }

  private List<List<String>> errors() {
    List<List<String>> rows = new ArrayList<>();
    for (TableRun run : runs) {
      for (StepRun step : run.steps()) {
        for (String error : step.outcome().map(Outcome::errors).orElse(List.of())) {
          rows.add(List.of(run.table().toString(), step.assessment().step().key(), error));
        }
      }
    }
    return rows;
  }

  private List<List<String>> details() {
    List<List<String>> rows = new ArrayList<>();
    for (TableRun run : runs) {
      for (StepRun step : run.steps()) {
        for (String line : step.assessment().details()) {
          rows.add(List.of(run.table().toString(), step.assessment().step().key(), line));
        }
      }
    }
    return rows;
  }

  /** What holds for every table, or for several, in the same words is one row. */
  private List<List<String>> notDone() {
    Map<List<String>, List<String>> tables = new LinkedHashMap<>();
    for (TableRun run : runs) {
      for (StepRun step : run.steps()) {
        Assessment assessment = step.assessment();
        if (!assessment.isDue() && step.outcome().isEmpty()) {
          List<String> why =
              List.of(assessment.step().key(), word(assessment.verdict()), assessment.reason());
          tables.computeIfAbsent(why, key -> new ArrayList<>()).add(run.table().toString());
        }
      }
    }
    long looked = runs.stream().filter(run -> !run.steps().isEmpty()).count();
    List<List<String>> all = new ArrayList<>();
    List<List<String>> some = new ArrayList<>();
    tables.forEach(
        (why, names) -> {
          boolean everywhere = names.size() == looked && looked > 1;
          for (String name : everywhere ? List.of("all tables") : together(names)) {
            (everywhere ? all : some).add(List.of(name, why.get(0), why.get(1), why.get(2)));
          }
        });
    some.sort(
        Comparator.comparing((List<String> row) -> !row.get(2).equals(word(Verdict.REFUSED)))
            .thenComparing(row -> row.get(0)));
    some.addAll(all);
    return some;
  }

  private static List<String> together(List<String> names) {
    return names.size() <= NAMED
        ? names
        : List.of(
            "%s and %,d more"
                .formatted(String.join(", ", names.subList(0, NAMED)), names.size() - NAMED));
  }

  private List<Breakdown> breakdowns() {
    List<Breakdown.Bar> bars = new ArrayList<>();
    for (TableRun run : runs) {
      double saving = saving(dryRun ? run.gain() : achieved(run));
      if (saving >= WORTH_DRAWING) {
        bars.add(new Breakdown.Bar(run.table().toString(), saving));
      }
    }
    return bars.isEmpty()
        ? List.of()
        : List.of(new Breakdown("Saved by table", prices.currency() + " a month", bars));
  }

  private static boolean changed(TableRun run) {
    return run.steps().stream()
        .anyMatch(step -> step.outcome().map(Outcome::changed).orElse(false));
  }

  private static Gain achieved(TableRun run) {
    return run.steps().stream()
        .filter(step -> step.outcome().map(Outcome::changed).orElse(false))
        .map(step -> step.assessment().gain())
        .reduce(Gain.NONE, Gain::plus);
  }

  private static Effort taken(TableRun run) {
    return run.steps().stream()
        .flatMap(step -> step.outcome().stream())
        .map(Outcome::effort)
        .reduce(Effort.NONE, Effort::plus);
  }

  private double saving(Gain gain) {
    return prices.monthlySaving(gain);
  }

  private String money(double amount) {
    return "%s %s".formatted(amount(amount), prices.currency());
  }

  private static String amount(double amount) {
    return String.format(Locale.ROOT, Math.abs(amount) >= 1 ? "%,.2f" : "%.4f", amount);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}

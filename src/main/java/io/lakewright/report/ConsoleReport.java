package io.lakewright.report;

import io.lakewright.job.Failure;
import io.lakewright.job.Human;
import io.lakewright.job.JobResult;
import io.lakewright.job.RunConsole;
import io.lakewright.job.RunRecord;
import io.lakewright.job.RunReporter;
import io.lakewright.job.RunStatus;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** The summary: on standard output, failures on standard error. */
public final class ConsoleReport implements RunReporter {
  private static final int SHOWN_ANOMALIES = 10;
  private static final int SHOWN_ROWS = 60;
  private static final int SHOWN_BARS = 8;
  private static final int BAR_WIDTH = 30;

  private final RunConsole console;

  /** A summary on this console. */
  public ConsoleReport(RunConsole console) {
    this.console = console;
  }

  @Override
  public void report(RunRecord record, Configuration storage) {
    if (record.status() == RunStatus.INTERRUPTED) {
      console.err().printf("%s interrupted after %s.%n", record.job(), elapsed(record));
    } else if (record.failure() != null) {
      failure(record, record.failure());
    }
    if (record.failure() != null) {
      stackTrace(record, record.failure());
    }
    if (record.result() != null) {
      result(record, record.result());
    }
    console.err().flush();
    console.out().flush();
  }

  private void failure(RunRecord record, Failure failure) {
    PrintWriter err = console.err();
    err.println("Error: " + failure.message());
    if (failure.hint() != null) {
      err.println(failure.hint());
    }
    err.printf("%s failed after %s.%n", record.job(), elapsed(record));
  }

  private void stackTrace(RunRecord record, Failure failure) {
    PrintWriter err = console.err();
    if (record.request().stacktrace()) {
      err.println(failure.stackTrace());
    } else if (!failure.expected()) {
      err.println("The stack trace is in " + record.report() + "/run.json; --stacktrace shows it.");
    }
  }

  private void result(RunRecord record, JobResult result) {
    PrintWriter out = console.out();
    out.printf("%n%s: %s in %s%n", record.job(), result.headline(), elapsed(record));
    List<List<String>> counts = new ArrayList<>();
    for (Map.Entry<String, Long> count : result.counts().entrySet()) {
      counts.add(
          List.of(count.getKey().replace('_', ' '), count(count.getKey(), count.getValue())));
    }
    table("", counts);
    outputs(result);
    anomalies(result);
    result.listings().forEach(this::listing);
    result.breakdowns().forEach(this::bars);
    if (record.status() == RunStatus.CHECK_FAILED) {
      out.println("  A check failed, or more was set aside than allowed: exit code 3.");
    }
    if (!result.hints().isEmpty()) {
      out.println("  Next");
      result.hints().forEach(hint -> out.println("    " + hint));
    }
    out.println("  Report     " + record.report());
  }

  private void outputs(JobResult result) {
    List<List<String>> rows = new ArrayList<>();
    for (JobResult.Output output : result.outputs()) {
      rows.add(
          List.of(
              output.role(),
              output.place(),
              output.format(),
              output.rows() < 0 ? "" : Human.count(output.rows()) + " rows",
              output.bytes() < 0 ? "" : Human.bytes(output.bytes()),
              output.files() < 0 ? "" : Human.count(output.files()) + " files"));
    }
    table("Written", rows);
  }

  private void anomalies(JobResult result) {
    List<List<String>> rows = new ArrayList<>();
    for (JobResult.AnomalyCount anomaly : result.anomalies()) {
      if (rows.size() == SHOWN_ANOMALIES) {
        int more = result.anomalies().size() - SHOWN_ANOMALIES;
        rows.add(List.of("…", more + " more in the report", "", ""));
        break;
      }
      rows.add(
          List.of(
              Human.count(anomaly.occurrences()) + " ×",
              anomaly.kind(),
              Texts.oneLine(anomaly.detail(), 80),
              Texts.oneLine(anomaly.sourceFile(), 60)));
    }
    table("Set aside or noticed", rows);
  }

  private void listing(JobResult.Listing listing) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(listing.columns());
    int shown = Math.min(SHOWN_ROWS, listing.rows().size());
    rows.addAll(listing.rows().subList(0, shown));
    table(listing.title(), listing.rows().isEmpty() ? List.of() : rows);
    if (shown < listing.rows().size()) {
      console.out().printf("    … %,d more in the report%n", listing.rows().size() - shown);
    }
  }

  private void bars(JobResult.Breakdown breakdown) {
    if (breakdown.bars().isEmpty() || breakdown.bars().size() > SHOWN_BARS) {
      return;
    }
    double largest = breakdown.bars().stream().mapToDouble(bar -> bar.value()).max().orElse(0);
    List<List<String>> rows = new ArrayList<>();
    for (JobResult.Breakdown.Bar bar : breakdown.bars()) {
      int width = largest <= 0 ? 0 : (int) Math.round(BAR_WIDTH * bar.value() / largest);
      rows.add(List.of(bar.label(), "█".repeat(Math.max(0, width)), Texts.number(bar.value())));
    }
    table(breakdown.title() + " (" + breakdown.unit() + ")", rows);
  }

  private void table(String title, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    PrintWriter out = console.out();
    if (!title.isEmpty()) {
      out.println("  " + title);
    }
    int[] widths = Texts.widths(rows);
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(title.isEmpty() ? "  " : "    ");
      for (int i = 0; i < row.size(); i++) {
        line.append(Texts.padRight(row.get(i), widths[i])).append("  ");
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private static String count(String name, long value) {
    return name.endsWith("bytes") ? Human.bytes(value) : Human.count(value);
  }

  private static String elapsed(RunRecord record) {
    return Human.seconds(record.elapsed().toMillis() / 1000.0);
  }
}

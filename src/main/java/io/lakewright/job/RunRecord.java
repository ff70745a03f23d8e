package io.lakewright.job;

import io.lakewright.session.Versions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Everything about a finished run: the source of the summary, {@code run.json} and {@code
 * report.html}.
 *
 * @param runId names the run
 * @param job the name of the command
 * @param status how it ended
 * @param start when it started
 * @param end when it ended
 * @param request what was asked for
 * @param libraries what it ran with
 * @param application Spark's application id; null if Spark did not start
 * @param result what the job reports; null if it failed
 * @param totals what Spark did
 * @param failure why it failed; null if it did not
 * @param report the folder the record is written to
 */
public record RunRecord(
    String runId,
    String job,
    RunStatus status,
    Instant start,
    Instant end,
    RunRequest request,
    List<Versions.Library> libraries,
    String application,
    JobResult result,
    SparkTotals totals,
    Failure failure,
    String report) {

  /** From start to end, Spark's start included. */
  public Duration elapsed() {
    return Duration.between(start, end);
  }
}

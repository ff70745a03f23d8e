package io.lakewright.maintain;

import java.util.List;

/**
 * What one step did to one table.
 *
 * @param reason in a sentence with numbers
 * @param errors of parts that failed while others went through; the next run takes them up
 */
public record Outcome(
    StepName step,
    Status status,
    String reason,
    Measure before,
    Measure after,
    long bytesWritten,
    Requests requests,
    List<String> errors) {

  /** How far a step came. */
  public enum Status {
    DONE,
    /** Part of it, within its budget or because parts failed; the next run goes on. */
    PARTIAL,
    SKIPPED,
    FAILED
  }

  public Outcome {
    errors = List.copyOf(errors);
  }

  /** Nothing was done, for the reason of the assessment. */
  public static Outcome skipped(Assessment assessment) {
    return new Outcome(
        assessment.step(),
        Status.SKIPPED,
        assessment.reason(),
        assessment.before(),
        assessment.before(),
        0,
        Requests.NONE,
        List.of());
  }
}

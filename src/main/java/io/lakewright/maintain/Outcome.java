package io.lakewright.maintain;

import java.util.List;

/**
 * What one step did to one table.
 *
 * @param reason in a sentence with numbers
 * @param before what the step looks after, as it was
 * @param after as it is now
 * @param effort what the work took
 * @param errors of parts that failed while others went through; the next run takes them up
 */
public record Outcome(
    StepName step,
    Status status,
    String reason,
    Measure before,
    Measure after,
    Effort effort,
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

  /** All that was assessed. */
  public static Outcome done(
      StepName step, String reason, Measure before, Measure after, Effort effort) {
    return new Outcome(step, Status.DONE, reason, before, after, effort, List.of());
  }

  /** Nothing was done, for the reason of the assessment. */
  public static Outcome skipped(Assessment assessment) {
    return new Outcome(
        assessment.step(),
        Status.SKIPPED,
        assessment.reason(),
        assessment.before(),
        assessment.before(),
        Effort.NONE,
        List.of());
  }

  /** Nothing, or nobody knows how much, was done. */
  public static Outcome failed(Assessment assessment, String error) {
    return new Outcome(
        assessment.step(),
        Status.FAILED,
        assessment.reason(),
        assessment.before(),
        assessment.before(),
        Effort.NONE,
        List.of(error));
  }

  /** Whether anything was changed. */
  public boolean changed() {
    return status == Status.DONE || status == Status.PARTIAL;
  }
}

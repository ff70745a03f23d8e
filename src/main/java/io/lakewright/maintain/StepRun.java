package io.lakewright.maintain;

import java.util.Optional;

/**
 * One step on one table in one run: what was decided and why, and what came of it.
 *
 * @param outcome empty in a dry run, and for what was not due
 * @param seconds that the work took
 */
public record StepRun(Assessment assessment, Optional<Outcome> outcome, double seconds) {
  static StepRun planned(Assessment assessment) {
    return new StepRun(assessment, Optional.empty(), 0);
  }

  /** Without what only the work needs. */
  StepRun told() {
    return new StepRun(assessment.withoutWork(), outcome, seconds);
  }

  /** Whether something went wrong, at least in parts. */
  public boolean hasFailed() {
    return outcome
        .map(one -> one.status() == Outcome.Status.FAILED || !one.errors().isEmpty())
        .orElse(false);
  }
}

package io.lakewright.maintain;

import io.lakewright.maintain.facts.Totals;
import java.util.List;
import java.util.Optional;

/**
 * One table in one run.
 *
 * @param totals of the table after the run; as planned in a dry run
 * @param snapshots that the table has
 * @param steps in the order in which they run
 * @param error why the table as a whole failed or was left alone; empty if it was not
 * @param status of the table
 */
public record TableRun(
    TableName table,
    Totals totals,
    long snapshots,
    List<StepRun> steps,
    Optional<String> error,
    Status status) {

  /** What became of a table. */
  public enum Status {
    /** Looked at; nothing was to be done, or all of it was done, or it is a dry run. */
    DONE,
    /** Steps failed, in whole or in parts. */
    FAILED,
    /** Another run has its lock. */
    LOCKED,
    /** The budget of time was used up before its turn. */
    POSTPONED
  }

  public TableRun {
    steps = List.copyOf(steps);
  }

  /** Without having been looked at. */
  static TableRun without(TableName table, Status status, String error) {
    return new TableRun(table, Totals.EMPTY, 0, List.of(), Optional.of(error), status);
  }

  /** The same table, not taken on. */
  TableRun postponed(String reason) {
    return new TableRun(table, totals, snapshots, steps, Optional.of(reason), Status.POSTPONED);
  }

  /** What the due steps take together. */
  public Effort effort() {
    return steps.stream()
        .filter(step -> step.assessment().isDue())
        .map(step -> step.assessment().effort())
        .reduce(Effort.NONE, Effort::plus);
  }

  /** What the due steps are good for together. */
  public Gain gain() {
    return steps.stream()
        .filter(step -> step.assessment().isDue())
        .map(step -> step.assessment().gain())
        .reduce(Gain.NONE, Gain::plus);
  }

  /** Whether any step wants to run. */
  public boolean isDue() {
    return steps.stream().anyMatch(step -> step.assessment().isDue());
  }
}

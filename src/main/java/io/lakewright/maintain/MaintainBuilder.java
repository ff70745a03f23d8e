package io.lakewright.maintain;

import io.lakewright.maintain.fleet.TableSelection;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** {@code maintain} for programs; see {@link MaintainOptions} for what each setting means. */
public final class MaintainBuilder {
  private final TableSelection selection;
  private final Function<MaintainJob, MaintainResult> runner;
  private Set<StepName> steps = EnumSet.allOf(StepName.class);
  private String policy;
  private String prices;
  private int parallel = MaintainOptions.DEFAULT_PARALLEL;
  private Duration tableTimeout = MaintainOptions.DEFAULT_TIMEOUT;
  private Duration budget;
  private String history;
  private boolean forceAge;
  private boolean dryRun;

  /**
   * @param tables full names
   * @param runner runs the job
   */
  public MaintainBuilder(List<String> tables, Function<MaintainJob, MaintainResult> runner) {
    this(
        new TableSelection(
            tables.stream().map(TableName::parse).toList(),
            List.of(),
            List.of(),
            false,
            List.of(),
            List.of()),
        runner);
  }

  /** The same for any selection. */
  public MaintainBuilder(TableSelection selection, Function<MaintainJob, MaintainResult> runner) {
    this.selection = selection;
    this.runner = runner;
  }

  /** Only these of the steps that the policy wants. */
  public MaintainBuilder steps(StepName... names) {
    this.steps = EnumSet.copyOf(Arrays.asList(names));
    return this;
  }

  /** A policy file, instead of the defaults. */
  public MaintainBuilder policy(String file) {
    this.policy = file;
    return this;
  }

  /** A price file, instead of the prices that come with the application. */
  public MaintainBuilder prices(String file) {
    this.prices = file;
    return this;
  }

  /** Tables at once. */
  public MaintainBuilder parallel(int tables) {
    this.parallel = tables;
    return this;
  }

  /** How long a table may take. */
  public MaintainBuilder tableTimeout(Duration time) {
    this.tableTimeout = time;
    return this;
  }

  /** After which no new work is begun. */
  public MaintainBuilder budget(Duration time) {
    this.budget = time;
    return this;
  }

  /** The table that remembers, or {@value MaintainOptions#NO_HISTORY}. */
  public MaintainBuilder history(String place) {
    this.history = place;
    return this;
  }

  /** Lets {@code orphans.min-age} be below one day. */
  public MaintainBuilder forceAge() {
    this.forceAge = true;
    return this;
  }

  /** Plan only; change nothing. */
  public MaintainBuilder dryRun() {
    this.dryRun = true;
    return this;
  }

  /**
   * Runs it.
   *
   * @throws io.lakewright.UserException for what the user can mend
   */
  public MaintainResult run() {
    return runner.apply(
        new MaintainJob(
            new MaintainOptions(
                selection,
                steps,
                Optional.ofNullable(policy),
                Optional.ofNullable(prices),
                parallel,
                tableTimeout,
                Optional.ofNullable(budget),
                Optional.ofNullable(history),
                forceAge,
                dryRun)));
  }
}

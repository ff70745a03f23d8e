package io.lakewright.maintain;

import io.lakewright.job.Failure;
import io.lakewright.maintain.TableRun.Status;
import io.lakewright.maintain.facts.TableFacts;
import io.lakewright.maintain.facts.Totals;
import io.lakewright.maintain.lock.TableLock;
import io.lakewright.maintain.lock.TableLockedException;
import io.lakewright.maintain.policy.Policy;
import io.lakewright.maintain.s3.TableBuckets;
import io.lakewright.table.IcebergCatalogs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans and does the upkeep of one table; without state, so that threads may share it. */
final class TableUpkeep {
  private static final Logger LOG = LoggerFactory.getLogger(TableUpkeep.class);

  /** A lock outlives the time-out, after which the thread has some time to end. */
  private static final Duration LOCK_MARGIN = Duration.ofMinutes(5);

  /** Steps that do something to objects other than what a commit does. */
  private static final Set<StepName> OF_OBJECTS =
      EnumSet.of(
          StepName.LAYOUT,
          StepName.EXPIRY,
          StepName.ORPHANS,
          StepName.OBJECT_TAGS,
          StepName.LIFECYCLE);

  private final SparkSession spark;
  private final List<Step> steps;
  private final Policy policy;
  private final Clock clock;
  private final String runId;
  private final Duration timeout;
  private final BooleanSupplier stopping;

  TableUpkeep(
      SparkSession spark,
      List<Step> steps,
      Policy policy,
      Set<StepName> chosen,
      Clock clock,
      String runId,
      Duration timeout,
      BooleanSupplier stopping) {
    this.spark = spark;
    this.steps = steps.stream().filter(step -> chosen.contains(step.name())).toList();
    this.policy = policy;
    this.clock = clock;
    this.runId = runId;
    this.timeout = timeout;
    this.stopping = stopping;
  }

  /** What every step would do; changes nothing. */
  TableRun plan(TableName name) {
    TableContext context = open(name, Instant.MAX);
    List<StepRun> planned = new ArrayList<>();
    for (Step step : steps) {
      planned.add(assessed(step, context));
    }
    return run(context, planned);
  }

  private StepRun assessed(Step step, TableContext context) {
    try {
      return StepRun.planned(assess(step, context));
    } catch (RuntimeException e) {
      Assessment unknown =
          Assessment.notNeeded(step.name(), "It could not be assessed", Measure.NONE);
      return new StepRun(unknown, Optional.of(failure(unknown, step, context, e)), 0);
    }
  }

  /**
   * Does what is due, under the table's lock.
   *
   * @param deadline no step is begun after it
   */
  @SuppressWarnings("try") // The lock does its work by being held.
  TableRun run(TableName name, Instant deadline) {
    Instant last = earlier(deadline, clock.instant().plus(timeout));
    TableContext context = open(name, last);
    try (TableLock lock =
        TableLock.acquire(context.table(), runId, clock, timeout.plus(LOCK_MARGIN))) {
      return locked(context);
    } catch (TableLockedException e) {
      return TableRun.without(name, Status.LOCKED, e.getMessage());
    }
  }

  private TableRun locked(TableContext opened) {
    TableContext context = opened.refreshed();
    List<StepRun> done = new ArrayList<>();
    boolean changed = false;
    for (Step step : steps) {
      if (isStopped()) {
        break;
      }
      if (changed) {
        // What comes later looks at the table as it now is.
        context = context.refreshed();
      }
      StepRun run = assessed(step, context);
      changed = run.assessment().isDue();
      done.add(changed ? perform(step, context, run.assessment()) : run);
    }
    return run(changed && !isStopped() ? context.refreshed() : context, done);
  }

  /** A cancelled Spark job fails its step before the interrupt reaches this thread. */
  private boolean isStopped() {
    return stopping.getAsBoolean() || Thread.currentThread().isInterrupted();
  }

  private StepRun perform(Step step, TableContext context, Assessment assessment) {
    if (!context.hasTime()) {
      Outcome late =
          new Outcome(
              step.name(),
              Outcome.Status.SKIPPED,
              "No time was left; the next run takes it up",
              assessment.before(),
              assessment.before(),
              Effort.NONE,
              List.of());
      return new StepRun(assessment, Optional.of(late), 0);
    }
    long start = System.nanoTime();
    Outcome outcome;
    try {
      outcome = step.run(context.forStep(step.name()), assessment);
    } catch (RuntimeException e) {
      outcome = failure(assessment, step, context, e);
    }
    return new StepRun(assessment, Optional.of(outcome), (System.nanoTime() - start) / 1e9);
  }

  private Outcome failure(
      Assessment assessment, Step step, TableContext context, RuntimeException thrown) {
    LOG.debug("{} of {} failed", step.name().key(), context.name(), thrown);
    return Outcome.failed(
        assessment,
        isStopped() || !context.hasTime()
            ? "Stopped before its end; the next run goes on"
            : Failure.of(thrown).message());
  }

  private Assessment assess(Step step, TableContext context) {
    TableContext own = context.forStep(step.name());
    if (!own.settings().enabled()) {
      return Assessment.off(step.name());
    }
    return TableBuckets.refusal(context.table())
        .filter(reason -> OF_OBJECTS.contains(step.name()))
        .map(reason -> Assessment.refused(step.name(), reason, Measure.NONE))
        .orElseGet(() -> step.assess(own));
  }

  private TableContext open(TableName name, Instant deadline) {
    Catalog catalog = IcebergCatalogs.of(spark, name.catalog());
    Table table = catalog.loadTable(name.identifier());
    table.refresh();
    Map<StepName, StepSettings> settings = policy.settingsFor(name, table.properties());
    return new TableContext(
        spark,
        name,
        table,
        catalog,
        new StepSettings(false, Map.of()),
        settings,
        TableFacts.of(spark, table),
        clock,
        runId,
        deadline);
  }

  private static TableRun run(TableContext context, List<StepRun> steps) {
    boolean failed = steps.stream().anyMatch(StepRun::hasFailed);
    Totals totals = context.facts().totals();
    long snapshots = 0;
    for (var snapshot : context.table().snapshots()) {
      snapshots += snapshot == null ? 0 : 1;
    }
    return new TableRun(
        context.name(),
        totals,
        snapshots,
        steps.stream().map(StepRun::told).toList(),
        Optional.empty(),
        failed ? Status.FAILED : Status.DONE);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}

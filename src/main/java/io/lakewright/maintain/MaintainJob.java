package io.lakewright.maintain;

import io.lakewright.UserException;
import io.lakewright.job.Failure;
import io.lakewright.job.Human;
import io.lakewright.job.Job;
import io.lakewright.job.JobContext;
import io.lakewright.maintain.TableRun.Status;
import io.lakewright.maintain.cost.PriceFile;
import io.lakewright.maintain.cost.Prices;
import io.lakewright.maintain.fleet.Fleet;
import io.lakewright.maintain.orphans.OrphansStep;
import io.lakewright.maintain.policy.Policy;
import io.lakewright.maintain.policy.PolicyFile;
import io.lakewright.maintain.policy.PolicyKeys;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps tables healthy and cheap: plans all of them, then does what is due, the largest gain first.
 */
public final class MaintainJob implements Job<MaintainResult> {
  private static final String STOPPED = "The run was stopped";

  private final MaintainOptions options;
  private final List<Step> steps;

  /** The upkeep of tables by all steps. */
  public MaintainJob(MaintainOptions options) {
    this(options, Steps.all());
  }

  MaintainJob(MaintainOptions options, List<Step> steps) {
    this.options = options;
    this.steps = steps;
  }

  @Override
  public String name() {
    return "maintain";
  }

  @Override
  public MaintainResult run(JobContext context) throws InterruptedException {
    Instant start = context.clock().instant();
    Instant deadline = options.budget().map(start::plus).orElse(Instant.MAX);
    PolicyKeys keys = new PolicyKeys(steps);
    Policy policy =
        options
            .policy()
            .map(file -> PolicyFile.read(file, keys))
            .orElseGet(() -> Policy.standard(keys));
    if (options.forceAge()) {
      policy = policy.with(StepName.ORPHANS, OrphansStep.FORCE_AGE, "true");
    }
    Prices prices = PriceFile.read(options.prices());
    TableUpkeep upkeep =
        new TableUpkeep(
            context.spark(),
            steps,
            policy,
            options.steps(),
            context.clock(),
            context.runId(),
            options.tableTimeout(),
            context.stopping());
    context.progress().phase("Looking for tables");
    List<TableName> tables = options.selection().resolve(context.spark());
    if (tables.isEmpty()) {
      throw new UserException("No table fits --include and --exclude in what was named");
    }
    context.progress().phase("Planning %s".formatted(named(tables)));
    List<TableRun> plans = fleet(context, "plan").each(tables, upkeep::plan, MaintainJob::failed);
    List<TableRun> runs =
        options.dryRun() ? plans : perform(context, upkeep, plans, prices, deadline);
    return new MaintainReport(context, options).of(start, runs, prices);
  }

  private Fleet fleet(JobContext context, String phase) {
    return new Fleet(
        context.spark().sparkContext(),
        context.runId() + "-" + phase,
        options.parallel(),
        options.tableTimeout());
  }

  private static String named(List<TableName> tables) {
    return tables.size() == 1 ? tables.get(0).toString() : Human.count(tables.size()) + " tables";
  }

  /** Runs of all tables in the order of their plans. */
  private List<TableRun> perform(
      JobContext context, TableUpkeep upkeep, List<TableRun> plans, Prices prices, Instant deadline)
      throws InterruptedException {
    List<TableRun> due =
        plans.stream().filter(TableRun::isDue).sorted(largestGainFirst(prices)).toList();
    if (due.isEmpty()) {
      return plans;
    }
    context
        .progress()
        .phase("Maintaining %s".formatted(named(due.stream().map(TableRun::table).toList())));
    // What is done by then is told even if the run is stopped.
    Map<TableName, TableRun> done = new ConcurrentHashMap<>();
    try {
      fleet(context, "run")
          .each(
              due,
              plan -> keep(done, run(context, upkeep, plan, deadline)),
              (plan, thrown) -> keep(done, failed(plan.table(), thrown)));
    } catch (InterruptedException e) {
      if (!context.stopping().getAsBoolean()) {
        throw e;
      }
      due.forEach(plan -> keep(done, plan.postponed(STOPPED)));
    }
    return plans.stream().map(plan -> done.getOrDefault(plan.table(), plan)).toList();
  }

  private static TableRun run(
      JobContext context, TableUpkeep upkeep, TableRun plan, Instant deadline) {
    if (context.stopping().getAsBoolean()) {
      return plan.postponed(STOPPED);
    }
    return context.clock().instant().isBefore(deadline)
        ? upkeep.run(plan.table(), deadline)
        : plan.postponed("The budget of time was used up");
  }

  /** The first word on a table stands: a thread that was given up may end later. */
  private static TableRun keep(Map<TableName, TableRun> done, TableRun run) {
    done.putIfAbsent(run.table(), run);
    return run;
  }

  private static Comparator<TableRun> largestGainFirst(Prices prices) {
    return Comparator.comparingDouble((TableRun run) -> prices.monthlySaving(run.gain()))
        .reversed();
  }

  private static TableRun failed(TableName table, Throwable thrown) {
    return TableRun.without(table, Status.FAILED, Failure.of(thrown).message());
  }
}

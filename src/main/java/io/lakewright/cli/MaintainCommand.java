package io.lakewright.cli;

import io.lakewright.UserException;
import io.lakewright.config.Nearest;
import io.lakewright.job.Job;
import io.lakewright.maintain.MaintainJob;
import io.lakewright.maintain.MaintainOptions;
import io.lakewright.maintain.StepName;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code maintain}: upkeep of Iceberg tables by a policy. */
@Command(
    name = "maintain",
    description = "Keeps Iceberg tables healthy and cheap: plans, acts, verifies, reports.",
    subcommands = {MaintainEraseCommand.class, MaintainCheckCommand.class})
final class MaintainCommand extends JobCommand {
  @Mixin DryRunOption dryRun;
  @Mixin TableSelectionOptions tables;

  @Option(
      names = "--steps",
      arity = "1..*",
      paramLabel = "STEP",
      description =
          "Only these of the steps that the policy wants: layout, snapshot-tags, compaction,"
              + " manifests, expiry, orphans, object-tags, lifecycle, statistics.")
  List<String> steps;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "What is wanted, for all tables and for some, such as conf/maintenance/cautious.yaml"
              + " (default: what conf/maintenance/default.yaml says).")
  String policy;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "What things cost (default: what conf/maintenance/prices.yaml says).")
  String prices;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "" + MaintainOptions.DEFAULT_PARALLEL,
      description = "Tables at once (default: ${DEFAULT-VALUE}).")
  int parallel;

  @Option(
      names = "--table-timeout",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description = "Give a table up after this long, such as 30min (default: 2h).")
  Duration tableTimeout = MaintainOptions.DEFAULT_TIMEOUT;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description =
          "Begin no new work after this long; what gains most comes first (default: no limit).")
  Duration budget;

  @Option(
      names = "--history",
      paramLabel = "PLACE",
      description =
          "Table that remembers each run, or none (default: lakewright.maintenance_history in the"
              + " catalog of the first table).")
  String history;

  @Option(
      names = "--force-age",
      description =
          "Let the policy's orphans.min-age be below one day: only where no writer is at work.")
  boolean forceAge;

  @Override
  protected Job<?> job() {
    return new MaintainJob(
        new MaintainOptions(
            tables.selection(),
            chosen(ListOrFile.values(steps)),
            Optional.ofNullable(policy),
            Optional.ofNullable(prices),
            parallel,
            tableTimeout,
            Optional.ofNullable(budget),
            Optional.ofNullable(history),
            forceAge,
            dryRun.dryRun()));
  }

  private static Set<StepName> chosen(List<String> keys) {
    Set<StepName> chosen = EnumSet.noneOf(StepName.class);
    for (String key : keys) {
      chosen.add(
          Arrays.stream(StepName.values())
              .filter(step -> step.key().equals(key))
              .findFirst()
              .orElseThrow(() -> unknown(key)));
    }
    return chosen;
  }

  private static UserException unknown(String key) {
    List<String> known = Arrays.stream(StepName.values()).map(StepName::key).toList();
    return UserException.usage("There is no step '" + key + "'." + Nearest.question(key, known));
  }
}

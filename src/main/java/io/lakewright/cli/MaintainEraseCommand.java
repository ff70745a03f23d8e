package io.lakewright.cli;

import io.lakewright.job.Job;
import io.lakewright.maintain.TableName;
import io.lakewright.maintain.erasure.ErasureJob;
import io.lakewright.maintain.erasure.ErasureOptions;
import io.lakewright.maintain.erasure.RefHandling;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code maintain erase}: rows leave a table for good. */
@Command(
    name = "erase",
    description =
        "Removes rows from every snapshot of a table that may hold them, and proves it by reading"
            + " all that remains reachable.")
final class MaintainEraseCommand extends JobCommand {
  @Mixin DryRunOption dryRun;

  @Option(
      names = "--table",
      required = true,
      paramLabel = "TABLE",
      description = "An Iceberg table, such as lake.db.t.")
  String table;

  @Option(
      names = "--where",
      required = true,
      paramLabel = "CONDITION",
      description =
          "SQL condition over its columns, such as \"customer = 42\"; values are hidden in reports.")
  String where;

  @Option(
      names = "--refs",
      paramLabel = "HOW",
      defaultValue = "REFUSE",
      description =
          "When branches or tags hold such rows: refuse, rewrite or drop them (default: refuse).")
  RefHandling refs;

  @Option(
      names = "--orphan-age",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description =
          "Unreferenced files of this age are removed too; younger ones are reported (default: 1d).")
  Duration orphanAge = Duration.ofDays(1);

  @Override
  protected Job<?> job() {
    return new ErasureJob(
        new ErasureOptions(TableName.parse(table), where, refs, orphanAge, dryRun.dryRun()));
  }
}

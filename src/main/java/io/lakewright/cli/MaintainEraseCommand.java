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

/** {@code maintain erase}: rows out of a table and its history. */
@Command(
    name = "erase",
    description =
        "Removes rows from an Iceberg table and from every snapshot that may hold them, and proves"
            + " it by reading what is left.")
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
      description = "The rows, as an SQL condition over the table's columns; hidden in reports.")
  String where;

  @Option(
      names = "--refs",
      defaultValue = "refuse",
      paramLabel = "WHAT",
      description =
          "Branches and tags that hold such rows: refuse to do anything, rewrite them, or drop them"
              + " (default: ${DEFAULT-VALUE}).")
  RefHandling refs;

  @Option(
      names = "--orphan-age",
      converter = TimeSpan.class,
      defaultValue = "1d",
      paramLabel = "TIME",
      description =
          "Unreferenced files of this age are deleted; younger ones may be a writer's (default:"
              + " ${DEFAULT-VALUE}).")
  Duration orphanAge;

  @Override
  protected Job<?> job() {
    return new ErasureJob(
        new ErasureOptions(TableName.parse(table), where, refs, orphanAge, dryRun.dryRun()));
  }
}

package io.lakewright.cli;

import io.lakewright.job.Job;
import io.lakewright.maintain.TableName;
import io.lakewright.maintain.archive.ArchiveJob;
import io.lakewright.maintain.archive.ArchiveOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code archive}: old snapshots or partitions of a table to cheap storage. */
@Command(
    name = "archive",
    description =
        "Retires old snapshots or partitions of an Iceberg table so that they can be had again.")
final class ArchiveCommand extends JobCommand {
  @Mixin DryRunOption dryRun;

  @Option(
      names = "--table",
      required = true,
      paramLabel = "TABLE",
      description = "An Iceberg table on S3, such as lake.db.t.")
  String table;

  @Option(
      names = "--older-than",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      defaultValue = "5d",
      description = "Retire snapshots of this age and more (default: ${DEFAULT-VALUE}).")
  Duration olderThan;

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      description =
          "First take these rows out of the table; whole files, such as partitions, only.")
  String where;

  @Override
  protected Job<?> job() {
    return new ArchiveJob(
        new ArchiveOptions(
            TableName.parse(table),
            olderThan,
            Optional.ofNullable(where),
            Map.of(),
            dryRun.dryRun()));
  }
}

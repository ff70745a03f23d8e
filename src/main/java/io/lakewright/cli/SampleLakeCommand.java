package io.lakewright.cli;

import io.lakewright.job.Job;
import io.lakewright.sample.LakeOptions;
import io.lakewright.sample.LakeSample;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sample lake}. */
@Command(
    name = "lake",
    description = "Makes Iceberg tables as they look when nobody cares for them, for maintain.")
final class SampleLakeCommand extends JobCommand {
  @Option(
      names = "--output",
      paramLabel = "DB",
      defaultValue = "lake.neglected",
      description = "A database with its catalog; default: ${DEFAULT-VALUE}.")
  String output;

  @Option(
      names = "--tables",
      paramLabel = "N",
      defaultValue = "2",
      description = "Tables, default: ${DEFAULT-VALUE}.")
  int tables;

  @Option(
      names = "--commits",
      paramLabel = "N",
      defaultValue = "150",
      description = "Snapshots of each table, default: ${DEFAULT-VALUE}.")
  int commits;

  @Option(
      names = "--files",
      paramLabel = "N",
      defaultValue = "300",
      description = "Data files of each table, default: ${DEFAULT-VALUE}.")
  int files;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "10",
      description = "Partitions of each table, default: ${DEFAULT-VALUE}.")
  int partitions;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "100",
      description = "Rows of each file, default: ${DEFAULT-VALUE}.")
  int rows;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "30",
      description = "Days over which the snapshots are spread, default: ${DEFAULT-VALUE}.")
  int days;

  @Option(
      names = "--orphans",
      paramLabel = "N",
      defaultValue = "5",
      description = "Files that no snapshot knows, default: ${DEFAULT-VALUE}.")
  int orphans;

  @Override
  protected Job<?> job() {
    return new LakeSample(
        new LakeOptions(output, tables, commits, files, partitions, rows, days, orphans));
  }
}

package io.lakewright.cli;

import io.lakewright.UserException;
import io.lakewright.index.DownloadOptions;
import io.lakewright.index.IndexJob;
import io.lakewright.index.IndexOptions;
import io.lakewright.job.Job;
import io.lakewright.table.Format;
import io.lakewright.table.IfExists;
import io.lakewright.table.Place;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code index}: tables of contents to tables of files and plans, and files. */
@Command(
    name = "index",
    description = "Expands tables of contents into files and plans, and downloads files.")
final class IndexCommand extends JobCommand {
  @Mixin DryRunOption dryRun;

  @Option(
      names = "--input",
      arity = "1..*",
      paramLabel = "PLACE",
      description = "Tables of contents: files, folders, patterns, web addresses.")
  List<String> input;

  @Option(
      names = "--files",
      paramLabel = "PLACE",
      description = "Instead of --input: a table mrf_files made before, to download from.")
  String files;

  @Option(
      names = "--output",
      paramLabel = "PLACE",
      description =
          "Folder, or database with its catalog such as lake.mrf, for mrf_files and mrf_plans.")
  String output;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "parquet, iceberg, delta or avro (default: iceberg in a named catalog, else parquet).")
  Format format;

  @Option(
      names = "--if-exists",
      paramLabel = "ACTION",
      defaultValue = "FAIL",
      description = "fail, append or replace when there are such tables (default: fail).")
  IfExists ifExists;

  @Option(
      names = "--download",
      paramLabel = "DIR",
      description = "Folder to download files to, local or on S3 or HDFS.")
  String download;

  @Option(
      names = "--match",
      arity = "1..*",
      paramLabel = "PATTERN",
      description =
          "Download only files whose name or description fits, such as '*PPO*' (default: all).")
  List<String> match;

  @Option(
      names = "--only",
      paramLabel = "FILE",
      description =
          "Download only files whose file_id begins a line of this list, such as the _failed.tsv of"
              + " an earlier run.")
  String only;

  @Option(
      names = "--allow-host",
      arity = "1..*",
      paramLabel = "HOST[:PORT]",
      description = "Hosts to download from although their address is not public.")
  List<String> allowHosts;

  @Option(
      names = "--max-anomalies",
      paramLabel = "N",
      description = "More than this give exit code 3 (default: no limit).")
  Long maxAnomalies;

  @Override
  protected Job<?> job() {
    if (download == null && (match != null || only != null)) {
      throw UserException.usage(
          "--match and --only choose downloads; say where to with --download");
    }
    return new IndexJob(
        new IndexOptions(
            input == null ? List.of() : input,
            Optional.ofNullable(files).map(Place::parse),
            Optional.ofNullable(output),
            Optional.ofNullable(format),
            ifExists,
            Optional.ofNullable(download).map(this::download),
            Optional.ofNullable(maxAnomalies),
            dryRun.dryRun()));
  }

  private DownloadOptions download(String folder) {
    return new DownloadOptions(
        Place.parse(folder),
        match == null ? List.of() : match,
        Optional.ofNullable(only),
        DownloadOptions.remote(allowHosts == null ? Set.of() : Set.copyOf(allowHosts)));
  }
}

package io.lakewright.cli;

import io.lakewright.job.Job;
import io.lakewright.rates.SplitJob;
import io.lakewright.rates.SplitOptions;
import io.lakewright.source.RemoteOptions;
import io.lakewright.table.IfExists;
import io.lakewright.table.Place;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code split}: the first half of flatten, kept on storage. */
@Command(
    name = "split",
    description = "Reads in-network files once and keeps their slices as Avro, for flatten.")
final class SplitCommand extends JobCommand {
  @Mixin DryRunOption dryRun;
  @Mixin SplitterOptions splitter;

  @Option(
      names = "--input",
      required = true,
      arity = "1..*",
      paramLabel = "PLACE",
      description = "Files, folders, patterns, web addresses; a table of files of index.")
  List<String> input;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the slices; its companions are _anomalies and _files.")
  String output;

  @Option(
      names = "--if-exists",
      paramLabel = "ACTION",
      defaultValue = "FAIL",
      description = "fail, append or replace, if the output exists (default: fail).")
  IfExists ifExists;

  @Option(
      names = "--allow-host",
      arity = "1..*",
      paramLabel = "HOST[:PORT]",
      description = "Hosts to read files from although their address is not public.")
  List<String> allowHosts;

  @Option(
      names = "--max-anomalies",
      paramLabel = "N",
      description = "More than this give exit code 3 (default: no limit).")
  Long maxAnomalies;

  @Override
  protected Job<?> job() {
    return new SplitJob(
        new SplitOptions(
            input,
            Place.parse(output),
            ifExists,
            splitter.codeList(),
            Optional.ofNullable(maxAnomalies),
            splitter.limits(),
            RemoteOptions.DEFAULT.withAllowHosts(Set.copyOf(ListOrFile.values(allowHosts))),
            dryRun.dryRun()));
  }
}

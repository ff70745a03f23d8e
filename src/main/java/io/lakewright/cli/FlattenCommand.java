package io.lakewright.cli;

import io.lakewright.UserException;
import io.lakewright.job.Job;
import io.lakewright.rates.FlattenJob;
import io.lakewright.rates.FlattenOptions;
import io.lakewright.rates.FlattenOptions.OnError;
import io.lakewright.rates.split.RateFilter;
import io.lakewright.source.RemoteOptions;
import io.lakewright.table.Format;
import io.lakewright.table.Place;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code flatten}: in-network files to rates per NPI. */
@Command(
    name = "flatten",
    description = "Turns in-network machine-readable files into a table of rates per NPI.")
final class FlattenCommand extends JobCommand {
  /** Whether to fetch what files keep elsewhere. */
  enum RemoteReferences {
    FETCH,
    SKIP
  }

  @Mixin DryRunOption dryRun;
  @Mixin LayoutOptions table;
  @Mixin SplitterOptions splitter;

  @Option(
      names = "--input",
      required = true,
      arity = "1..*",
      paramLabel = "PLACE",
      description =
          "Files, folders, patterns, web addresses; slices of split; a table of files of index.")
  List<String> input;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "PLACE",
      description = "Folder or table for the rates; its companions are _anomalies and _files.")
  String output;

  @Option(
      names = "--npis",
      arity = "1..*",
      paramLabel = "NPI|FILE",
      description = "Only these NPIs; or files that list them.")
  List<String> npis;

  @Option(
      names = "--negotiated-types",
      arity = "1..*",
      paramLabel = "TYPE",
      description = "Only these, such as negotiated or 'fee schedule'.")
  List<String> negotiatedTypes;

  @Option(
      names = "--remote-references",
      paramLabel = "ACTION",
      defaultValue = "FETCH",
      description = "fetch or skip provider references that are elsewhere (default: fetch).")
  RemoteReferences remoteReferences;

  @Option(
      names = "--allow-host",
      arity = "1..*",
      paramLabel = "HOST[:PORT]",
      description = "Hosts to fetch from although their address is not public.")
  List<String> allowHosts;

  @Option(
      names = "--remote-timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "For one provider reference (default: 60).")
  int remoteTimeout;

  @Option(
      names = "--remote-retries",
      paramLabel = "N",
      defaultValue = "4",
      description = "After a failed attempt (default: 4).")
  int remoteRetries;

  @Option(
      names = "--remote-max-size",
      paramLabel = "MIB",
      defaultValue = "64",
      description = "Of one provider reference (default: 64).")
  long remoteMib;

  @Option(
      names = "--on-error",
      paramLabel = "ACTION",
      defaultValue = "CONTINUE",
      description = "continue or fail when a file is malformed (default: continue).")
  OnError onError;

  @Option(
      names = "--max-anomalies",
      paramLabel = "N",
      description = "More than this give exit code 3 (default: no limit).")
  Long maxAnomalies;

  @Option(
      names = "--broadcast-limit",
      paramLabel = "MIB",
      description =
          "Provider groups up to this size are held by every executor, larger ones joined (default: a sixteenth of the heap).")
  Long broadcastMib;

  @Option(
      names = "--writer",
      paramLabel = "WRITER",
      defaultValue = "AUTO",
      description =
          "How Parquet is made, also in Iceberg tables: runs; rows, by the format's own writer, slower; auto: runs where the layout allows (default: auto).")
  FlattenOptions.Writer writer;

  @Override
  protected Job<?> job() {
    Place place = Place.parse(output);
    Optional<Format> format = Optional.ofNullable(table.format);
    return new FlattenJob(
        new FlattenOptions(
            input,
            place,
            format,
            table.ifExists,
            table.layout(FlattenOptions.defaultLayout(format.orElse(Format.defaultFor(place)))),
            splitter.codeList(),
            new RateFilter(npiList(), types()),
            remote(),
            onError,
            Optional.ofNullable(maxAnomalies),
            splitter.limits(),
            Optional.ofNullable(broadcastMib).map(mib -> mib << 20),
            writer,
            dryRun.dryRun()));
  }

  private Optional<RemoteOptions> remote() {
    if (remoteReferences == RemoteReferences.SKIP) {
      return Optional.empty();
    }
    return Optional.of(
        new RemoteOptions(
            RemoteOptions.DEFAULT.connectTimeout(),
            Duration.ofSeconds(remoteTimeout),
            remoteRetries,
            remoteMib << 20,
            allowHosts == null ? Set.of() : Set.copyOf(ListOrFile.values(allowHosts))));
  }

  private long[] npiList() {
    return ListOrFile.values(npis).stream()
        .mapToLong(
            npi -> {
              if (!npi.matches("\\d{1,18}")) {
                throw UserException.usage("An NPI is a number of ten digits, cannot be: " + npi);
              }
              return Long.parseLong(npi);
            })
        .toArray();
  }

  private Set<String> types() {
    return negotiatedTypes == null
        ? Set.of()
        : ListOrFile.values(negotiatedTypes).stream()
            .map(type -> type.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
  }
}

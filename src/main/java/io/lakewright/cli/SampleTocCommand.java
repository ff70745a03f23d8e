package io.lakewright.cli;

import io.lakewright.sample.ByteSize;
import io.lakewright.sample.TocOptions;
import io.lakewright.sample.TocResult;
import io.lakewright.sample.TocSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sample toc}. */
@Command(
    name = "toc",
    description = "Writes a table of contents: many plans that share few in-network files.")
final class SampleTocCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private SampleOptions sample;

  @Mixin private SampleFileOptions file;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      defaultValue = "300kb",
      description = "JSON to write, such as 200mb; default: ${DEFAULT-VALUE}.")
  private String size;

  @Option(
      names = "--allowed-amounts",
      paramLabel = "SHAPE",
      defaultValue = "object",
      description = "allowed_amount_file as object or list, or none; default: ${DEFAULT-VALUE}.")
  private TocOptions.AllowedAmounts allowedAmounts;

  @Option(
      names = "--quirks",
      paramLabel = "NAMES",
      defaultValue = "none",
      description =
          "What real files do against the schema: all, or a comma-separated choice of"
              + " signed-locations, blank-locations, upper-case, no-version, bom; default:"
              + " ${DEFAULT-VALUE}.")
  private String quirks;

  @Option(
      names = "--rates",
      paramLabel = "DIR",
      description = "List the files of this directory instead of invented ones.")
  private Path rates;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = "What stands before the file names, such as http://localhost:8000/.")
  private String baseUrl;

  @Override
  public Integer call() throws IOException {
    TocOptions options =
        new TocOptions(
            sample.output,
            ByteSize.parse(size),
            sample.seed,
            file.schema(),
            file.compression,
            allowedAmounts,
            TocOptions.Quirk.parse(quirks),
            Optional.ofNullable(rates),
            Optional.ofNullable(baseUrl));
    TocResult result = new TocSample(options).write();
    ShellContext.of(spec)
        .console()
        .out()
        .printf(
            Locale.ROOT,
            "%s (%.1f MB of JSON): %,d plans, %,d references to %,d in-network files.%n",
            result.path(),
            result.jsonBytes() / 1e6,
            result.plans(),
            result.references(),
            result.files());
    return 0;
  }
}

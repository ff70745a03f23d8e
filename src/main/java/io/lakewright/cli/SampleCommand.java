package io.lakewright.cli;

import io.lakewright.UserException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sample} without the kind of sample. */
@Command(
    name = "sample",
    description = "Writes deterministic input for the jobs, of any size.",
    synopsisSubcommandLabel = "<kind>",
    subcommands = {
      SampleRatesCommand.class,
      SampleTocCommand.class,
      SampleSeriesCommand.class,
      SampleLakeCommand.class
    })
final class SampleCommand implements Callable<Integer> {
  @Option(names = "--help", usageHelp = true, description = "Show this help.")
  boolean help;

  @Override
  public Integer call() {
    throw UserException.usage("Name a kind of sample: rates, toc, series or lake.");
  }
}

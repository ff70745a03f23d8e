package io.lakewright.cli;

import io.lakewright.UserException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Documents {@code run}; {@link JobFileArguments} replaces it by the file's job. */
@Command(
    name = RunCommand.NAME,
    description = "Runs the job written down in a YAML file; options given here override it.")
final class RunCommand implements Callable<Integer> {
  static final String NAME = "run";

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE [OPTIONS]",
      description = "The file, then options of its job.")
  List<String> rest;

  @Option(names = "--help", usageHelp = true, description = "Show this help.")
  boolean help;

  @Override
  public Integer call() {
    throw UserException.usage("Name the file of the job first: lakewright run jobs/flatten.yaml");
  }
}

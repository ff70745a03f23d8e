package io.lakewright.cli;

import io.lakewright.UserException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lakewright} without a command. */
@Command(
    name = "lakewright",
    description =
        "Turns raw files on a data lake into tables, keeps the tables healthy, finds their"
            + " anomalies.",
    synopsisSubcommandLabel = "<job>",
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but a check failed, 130 interrupted.",
      "Help on a job: lakewright <job> --help"
    })
final class RootCommand implements Callable<Integer> {
  private final ShellContext context;

  @Spec private CommandSpec spec;

  @Option(names = "--help", usageHelp = true, description = "Show this help.")
  boolean help;

  @Option(names = "--version", versionHelp = true, description = "Show the versions.")
  boolean version;

  RootCommand(ShellContext context) {
    this.context = context;
  }

  ShellContext context() {
    return context;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(context.console().err());
    throw UserException.usage("Name a job, such as 'lakewright flatten'.");
  }
}

package io.lakewright.cli;

import io.lakewright.job.RunConsole;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a command needs to know of the process it runs in. Kept as the root command's user object.
 *
 * @param arguments the arguments as the user gave them
 */
record ShellContext(RunConsole console, List<String> arguments) {
  static ShellContext of(CommandSpec spec) {
    return ((RootCommand) spec.root().userObject()).context();
  }

  static ShellContext of(CommandLine line) {
    return of(line.getCommandSpec());
  }
}

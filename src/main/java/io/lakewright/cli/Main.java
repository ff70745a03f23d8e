package io.lakewright.cli;

import io.lakewright.UserException;
import io.lakewright.job.RunConsole;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/** The command {@code lakewright}. */
public final class Main {
  /** Set by the launcher if standard error is a terminal. */
  private static final String TERMINAL = "lakewright.terminal";

  private Main() {}

  /** Runs the arguments and ends the process with the run's exit code. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs on the process's own streams. */
  static int run(String... arguments) {
    PrintWriter out = writer(FileDescriptor.out);
    PrintWriter err = writer(FileDescriptor.err);
    return run(new RunConsole(out, err, Boolean.getBoolean(TERMINAL)), arguments);
  }

  /**
   * Runs in this process, without ending it.
   *
   * @param out results
   * @param err everything else
   * @return the exit code
   */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return run(new RunConsole(out, err, false), arguments);
  }

  private static int run(RunConsole console, String... arguments) {
    ShellContext context = new ShellContext(console, List.of(arguments));
    return run(Commands.create(context), context);
  }

  static int run(CommandLine root, ShellContext context) {
    try {
      List<String> expanded = new JobFileArguments(root).expand(context.arguments());
      return root.execute(expanded.toArray(String[]::new));
    } catch (UserException e) {
      return Errors.print(context.console().err(), e);
    } finally {
      context.console().out().flush();
      context.console().err().flush();
    }
  }

  private static PrintWriter writer(FileDescriptor stream) {
    // UTF-8 whatever the locale: terminals and logs of today read it.
    return new PrintWriter(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
  }
}

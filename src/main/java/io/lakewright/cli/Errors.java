package io.lakewright.cli;

import io.lakewright.UserException;
import io.lakewright.config.Nearest;
import io.lakewright.job.Failure;
import io.lakewright.job.RunStatus;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in a line or two what is wrong with a command line, and what would be right. */
final class Errors {
  private static final Pattern CHOICE =
      Pattern.compile(": expected one of \\[(.*)] \\(case-(?:in)?sensitive\\) but was '(.*)'");
  private static final Pattern NUMBER = Pattern.compile(": '(.*)' is not an? (?:int|long)");

  private Errors() {}

  static int usage(ParameterException problem, String[] arguments) {
    CommandLine line = problem.getCommandLine();
    List<String> unknown =
        problem instanceof UnmatchedArgumentException unmatched
            ? unmatched.getUnmatched()
            : line.getUnmatchedArguments();
    // A required option that is missing may be there, but misspelt: that says more.
    print(
        line, unknown.isEmpty() ? inWords(problem.getMessage()) : unmatched(line, unknown.get(0)));
    return RunStatus.USAGE.exitCode();
  }

  /** The parser's own words name Java's types and constants. */
  private static String inWords(String message) {
    Matcher choice = CHOICE.matcher(message);
    if (choice.find()) {
      return "%s: must be %s, cannot be: %s"
          .formatted(
              message.substring(0, choice.start()),
              choice.group(1).toLowerCase(Locale.ROOT).replace('_', '-').replace(", ", " or "),
              choice.group(2));
    }
    return NUMBER.matcher(message).replaceFirst(": must be a whole number, cannot be: $1");
  }

  static int execution(Exception thrown, CommandLine line, ParseResult parsed) {
    Failure failure = Failure.of(thrown);
    PrintWriter err = line.getErr();
    if (failure.usage()) {
      print(line, failure.message());
      return RunStatus.USAGE.exitCode();
    }
    err.println("Error: " + failure.message());
    if (failure.hint() != null) {
      err.println(failure.hint());
    }
    if (ShellContext.of(line).arguments().contains("--stacktrace")) {
      err.println(failure.stackTrace());
    }
    err.flush();
    return RunStatus.FAILED.exitCode();
  }

  /** Names of the options a command knows, without help and version. */
  static List<String> optionNames(CommandSpec spec) {
    List<String> names = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        names.add(option.longestName());
      }
    }
    return names;
  }

  static String unknownCommand(CommandLine line, String name) {
    return "Unknown job '" + name + "'." + Nearest.question(name, line.getSubcommands().keySet());
  }

  private static String unmatched(CommandLine line, String argument) {
    CommandSpec spec = line.getCommandSpec();
    if (argument.startsWith("-")) {
      String name =
          argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
      return "Unknown option '"
          + name
          + "' of "
          + spec.qualifiedName(" ")
          + "."
          + Nearest.question(name, optionNames(spec));
    }
    if (!line.getSubcommands().isEmpty()) {
      return "Unknown job '"
          + argument
          + "'."
          + Nearest.question(argument, line.getSubcommands().keySet());
    }
    return "Unexpected argument '" + argument + "' of " + spec.qualifiedName(" ") + ".";
  }

  private static void print(CommandLine line, String message) {
    line.getErr().println(message);
    line.getErr().println("See '" + line.getCommandSpec().qualifiedName(" ") + " --help'.");
    line.getErr().flush();
  }

  static int print(PrintWriter err, UserException problem) {
    err.println(problem.getMessage());
    err.flush();
    return problem.isUsage() ? RunStatus.USAGE.exitCode() : RunStatus.FAILED.exitCode();
  }
}

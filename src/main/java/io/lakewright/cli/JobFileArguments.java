package io.lakewright.cli;

import io.lakewright.UserException;
import io.lakewright.config.JobFile;
import io.lakewright.config.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Turns {@code run FILE} and {@code --config FILE} into plain arguments before the command line is
 * parsed, so that options of a file take the same way as any other. An option on the command line
 * replaces the file's whole value, lists included; properties ({@code spark-conf}) are replaced one
 * by one.
 */
final class JobFileArguments {
  private static final String CONFIG = "--config";

  private final CommandLine root;

  JobFileArguments(CommandLine root) {
    this.root = root;
  }

  /**
   * The arguments with those of the file in place.
   *
   * @throws UserException if the file is wrong
   */
  List<String> expand(List<String> arguments) {
    if (arguments.size() > 1
        && arguments.get(0).equals(RunCommand.NAME)
        && !arguments.get(1).startsWith("-")) {
      JobFile file = JobFile.read(arguments.get(1));
      if (file.job() == null) {
        throw UserException.usage(
            file.place() + " does not say which job to run: add a line such as 'job: flatten'.");
      }
      List<String> words = Arrays.asList(file.job().strip().split("\\s+", -1));
      return merge(file, words, arguments.subList(2, arguments.size()));
    }
    String place = configValue(arguments);
    if (place == null) {
      return arguments;
    }
    List<String> words = leadingCommands(arguments);
    if (words.isEmpty()) {
      return arguments;
    }
    JobFile file = JobFile.read(place);
    if (file.job() != null && !file.job().strip().equals(String.join(" ", words))) {
      throw UserException.usage(
          place
              + " is for the job '"
              + file.job()
              + "', not for '"
              + String.join(" ", words)
              + "'. Start it with 'lakewright run "
              + place
              + "'.");
    }
    return merge(file, words, arguments.subList(words.size(), arguments.size()));
  }

  private List<String> merge(JobFile file, List<String> words, List<String> given) {
    Map<String, OptionSpec> options = options(command(words));
    List<String> merged = new ArrayList<>(words);
    for (Map.Entry<String, List<String>> setting : file.settings().entrySet()) {
      String name = "--" + setting.getKey();
      OptionSpec option = options.get(name);
      if (option == null || name.equals(CONFIG)) {
        throw UserException.usage(unknownKey(file, words, setting.getKey(), options));
      }
      if (setting.getValue().size() > 1 && !option.isMultiValue()) {
        throw UserException.usage(
            "'" + setting.getKey() + "' in " + file.place() + " takes one value, not a list.");
      }
      if (Map.class.isAssignableFrom(option.type()) || !isGiven(name, given)) {
        setting.getValue().forEach(value -> merged.add(name + "=" + value));
      }
    }
    merged.addAll(given);
    return merged;
  }

  private static String unknownKey(
      JobFile file, List<String> words, String key, Map<String, OptionSpec> options) {
    List<String> known = options.keySet().stream().map(name -> name.substring(2)).toList();
    return "Unknown key '"
        + key
        + "' in "
        + file.place()
        + ": "
        + String.join(" ", words)
        + " has no such option."
        + Nearest.question(key, known);
  }

  private CommandSpec command(List<String> words) {
    CommandLine line = root;
    for (String word : words) {
      CommandLine next = line.getSubcommands().get(word);
      if (next == null) {
        throw UserException.usage(Errors.unknownCommand(line, word));
      }
      line = next;
    }
    return line.getCommandSpec();
  }

  private static Map<String, OptionSpec> options(CommandSpec spec) {
    Map<String, OptionSpec> options = new HashMap<>();
    for (OptionSpec option : spec.options()) {
      if (!option.usageHelp() && !option.versionHelp()) {
        options.put(option.longestName(), option);
      }
    }
    return options;
  }

  private List<String> leadingCommands(List<String> arguments) {
    List<String> words = new ArrayList<>();
    CommandLine line = root;
    for (String argument : arguments) {
      line = line.getSubcommands().get(argument);
      if (line == null) {
        break;
      }
      words.add(argument);
    }
    return words;
  }

  private static String configValue(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.startsWith(CONFIG + "=")) {
        return argument.substring(CONFIG.length() + 1);
      }
      if (argument.equals(CONFIG) && i + 1 < arguments.size()) {
        return arguments.get(i + 1);
      }
    }
    return null;
  }

  private static boolean isGiven(String name, List<String> arguments) {
    return arguments.stream().anyMatch(a -> a.equals(name) || a.startsWith(name + "="));
  }
}

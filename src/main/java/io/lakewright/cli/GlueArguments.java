package io.lakewright.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Glue's job arguments as a command line. */
final class GlueArguments {
  private static final String JOB = "--job";

  /** Glue's own parameters that do not show by their form. */
  private static final Set<String> GLUE =
      Set.of(
          "--additional-python-modules",
          "--auto-tune-settings",
          "--class",
          "--conf",
          "--continuous-log-conversionPattern",
          "--continuous-log-logGroup",
          "--continuous-log-logStreamPrefix",
          "--custom-logGroup-prefix",
          "--custom-logStream-prefix",
          "--customer-driver-env-vars",
          "--customer-executor-env-vars",
          "--datalake-formats",
          "--debug",
          "--disable-proxy-v2",
          "--encryption-type",
          "--endpoint",
          "--executor-cores",
          "--mode",
          "--python-modules-installer-option",
          "--redshiftTempDir",
          "--scriptLocation",
          "--security-configuration",
          "--spark-event-logs-path",
          "--use-postgres-driver",
          "--user-jars-first",
          "--write-shuffle-files-to-s3",
          "--write-shuffle-spills-to-s3");

  private static final List<String> GLUE_PREFIXES =
      List.of("--enable-", "--job-", "--extra-", "--JOB_", "--glue-");

  private GlueArguments() {}

  /** The job's words first, then its options; what is Glue's own is left out. */
  static String[] toCommandLine(String... arguments) {
    List<String> words = new ArrayList<>();
    List<String> options = new ArrayList<>();
    int i = 0;
    while (i < arguments.length) {
      String argument = arguments[i++];
      int equals = argument.indexOf('=');
      String name = equals > 0 ? argument.substring(0, equals) : argument;
      List<String> values = new ArrayList<>();
      if (equals > 0) {
        values.add(argument.substring(equals + 1));
      }
      while (i < arguments.length && !arguments[i].startsWith("--")) {
        values.add(arguments[i++]);
      }
      if (name.equals(JOB)) {
        values.forEach(value -> words.addAll(List.of(value.strip().split("\\s+", -1))));
      } else if (!isGlues(name)) {
        options.add(equals > 0 ? argument : name);
        options.addAll(equals > 0 ? values.subList(1, values.size()) : values);
      }
    }
    words.addAll(options);
    return words.toArray(String[]::new);
  }

  /** Lakewright's options are lower case; much of Glue's is not. */
  private static boolean isGlues(String name) {
    return GLUE.contains(name)
        || GLUE_PREFIXES.stream().anyMatch(name::startsWith)
        || name.matches("--[A-Z].*");
  }
}

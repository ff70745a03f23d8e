package io.lakewright.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of every kind of sample that is files: a mixin. */
final class SampleOptions {
  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Directory to fill; it must hold no other files.")
  Path output;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The same seed gives the same data on any machine; default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML file with options by name; the command line overrides it.")
  String config;

  @Option(
      names = "--stacktrace",
      arity = "0..1",
      fallbackValue = "true",
      description = "Show the stack trace of a failure.")
  boolean stacktrace;

  @Option(names = "--help", usageHelp = true, description = "Show this help.")
  boolean help;
}

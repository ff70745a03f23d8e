package io.lakewright.cli;

import picocli.CommandLine.Option;

/** Options of every command: a mixin. */
final class BasicOptions {
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

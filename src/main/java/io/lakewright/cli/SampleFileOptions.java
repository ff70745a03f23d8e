package io.lakewright.cli;

import io.lakewright.sample.Compression;
import io.lakewright.sample.SchemaVersion;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of every kind of sample. */
final class SampleFileOptions {
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
      description = "The same seed gives the same JSON on any machine; default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--schema-version",
      paramLabel = "VERSION",
      defaultValue = "2.0.0",
      description =
          "1.0.0, 1.3.1, 1.6.2, 2.0.0, 2.1.0 or 2.2.0, or a beginning of one; default:"
              + " ${DEFAULT-VALUE}.")
  private String schemaVersion;

  @Option(
      names = "--compression",
      paramLabel = "KIND",
      defaultValue = "none",
      description = "none, gzip or zip; default: ${DEFAULT-VALUE}.")
  Compression compression;

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

  SchemaVersion schema() {
    return SchemaVersion.parse(schemaVersion);
  }
}

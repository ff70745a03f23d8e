package io.lakewright.cli;

import io.lakewright.sample.Compression;
import io.lakewright.sample.SchemaVersion;
import picocli.CommandLine.Option;

/** What JSON of the transparency rules is written: a mixin. */
final class SampleFileOptions {
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

  SchemaVersion schema() {
    return SchemaVersion.parse(schemaVersion);
  }
}

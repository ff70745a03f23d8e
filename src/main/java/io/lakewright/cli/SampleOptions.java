package io.lakewright.cli;

import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of every kind of sample that is files: a mixin. */
final class SampleOptions {
  @Mixin final BasicOptions basics = new BasicOptions();

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
}

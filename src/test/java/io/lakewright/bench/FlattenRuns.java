package io.lakewright.bench;

import io.lakewright.sample.Counts;
import io.lakewright.testkit.TestDirs;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Runs of {@code flatten} alone, each checked. */
final class FlattenRuns {
  private FlattenRuns() {}

  /** Flattens to unpartitioned Parquet, checks the rows and deletes them. */
  static MeasuredProcess unpartitioned(Path input, Path directory, String heap, Counts expected)
      throws Exception {
    return run(
        input,
        directory,
        heap,
        expected,
        "--partition-by",
        "none",
        "--bucket-by",
        "none",
        "--sort-by",
        "none");
  }

  /** Flattens to Parquet of some layout, checks the rows and deletes them. */
  static MeasuredProcess run(
      Path input, Path directory, String heap, Counts expected, String... layout) throws Exception {
    Path output = directory.resolve("output");
    TestDirs.delete(output);
    Stream<String> command =
        Stream.of(
            "flatten",
            "--input",
            input.toString(),
            "--output",
            output.resolve("rates").toString(),
            "--report",
            output.resolve("report").toString());
    MeasuredProcess process =
        MeasuredProcess.lakewright(
            heap,
            directory.resolve("log.txt"),
            Stream.concat(command, Stream.of(layout)).toArray(String[]::new));
    RatesCheck.verify(output.resolve("rates"), expected);
    TestDirs.delete(output);
    return process;
  }
}

package io.lakewright.bench;

import io.lakewright.sample.Counts;
import io.lakewright.testkit.TestDirs;
import java.nio.file.Path;

/** Runs of {@code flatten} alone, each checked. */
final class FlattenRuns {
  private FlattenRuns() {}

  /** Flattens to unpartitioned Parquet, checks the rows and deletes them. */
  static MeasuredProcess unpartitioned(Path input, Path directory, String heap, Counts expected)
      throws Exception {
    Path output = directory.resolve("output");
    TestDirs.delete(output);
    MeasuredProcess process =
        MeasuredProcess.lakewright(
            heap,
            directory.resolve("log.txt"),
            "flatten",
            "--input",
            input.toString(),
            "--output",
            output.resolve("rates").toString(),
            "--report",
            output.resolve("report").toString(),
            "--partition-by",
            "none",
            "--bucket-by",
            "none",
            "--sort-by",
            "none");
    RatesCheck.verify(output.resolve("rates"), expected);
    TestDirs.delete(output);
    return process;
  }
}

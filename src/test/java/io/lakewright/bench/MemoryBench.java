package io.lakewright.bench;

import io.lakewright.sample.RatesOptions;
import io.lakewright.sample.SampleResult;
import io.lakewright.testkit.TestDirs;
import java.nio.file.Path;

/** One giant item through a small heap: passes or dies. */
final class MemoryBench {
  private MemoryBench() {}

  public static void main(String[] given) throws Exception {
    Arguments arguments =
        new Arguments(
            given, "size", "1gb", "largest-item", "700mb", "heap", "1g", "rows-per-mb", "40000");
    Path directory = BenchFiles.directory("memory");
    SampleResult sample =
        BenchFiles.sample(
            RatesOptions.into(directory.resolve("input"))
                .withFiles(1)
                .withSize(arguments.bytes("size"))
                .withRowsPerMb(arguments.number("rows-per-mb"))
                .withLargestItem(arguments.bytes("largest-item")));
    MeasuredProcess process =
        FlattenRuns.unpartitioned(
            sample.files().get(0).path(), directory, arguments.text("heap"), sample.counts());
    Report report =
        new Report(
            "A giant item through a small heap",
            "MB in",
            "largest item",
            "heap",
            "rows",
            "seconds",
            "peak MB of the process");
    report.row(
        Report.megabytes(sample.jsonBytes()),
        arguments.text("largest-item"),
        arguments.text("heap"),
        sample.counts().rows(),
        process.seconds(),
        Report.megabytes(process.peakBytes()));
    report.print();
    TestDirs.delete(directory);
  }
}

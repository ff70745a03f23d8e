package io.lakewright.bench;

import io.lakewright.sample.Counts;
import io.lakewright.sample.RatesOptions;
import io.lakewright.sample.SampleResult;
import io.lakewright.testkit.TestDirs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A giant item, list of NPIs or partition through a small heap: passes or dies. */
final class MemoryBench {
  private MemoryBench() {}

  public static void main(String[] given) throws Exception {
    Arguments arguments =
        new Arguments(
            given,
            "giant",
            "item",
            "size",
            "1gb",
            "largest-item",
            "700mb",
            "heap",
            "1g",
            "rows-per-mb",
            "40000");
    Path directory = BenchFiles.directory("memory");
    if (arguments.text("giant").equals("partition")) {
      partition(arguments, directory);
      return;
    }
    if (!arguments.text("giant").equals("item")) {
      list(arguments, directory);
      return;
    }
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

  /** One code, so that one task sorts all rows by NPI. */
  private static void partition(Arguments arguments, Path directory) throws Exception {
    SampleResult sample =
        BenchFiles.sample(
            RatesOptions.into(directory.resolve("input"))
                .withFiles(1)
                .withCodes(1)
                .withSize(arguments.bytes("size"))
                .withRowsPerMb(arguments.number("rows-per-mb")));
    MeasuredProcess process =
        FlattenRuns.run(
            sample.files().get(0).path(), directory, arguments.text("heap"), sample.counts());
    Report report =
        new Report(
            "A giant partition, sorted, through a small heap",
            "MB in",
            "heap",
            "rows",
            "seconds",
            "CPU seconds",
            "peak MB of the process");
    report.row(
        Report.megabytes(sample.jsonBytes()),
        arguments.text("heap"),
        sample.counts().rows(),
        process.seconds(),
        process.cpuSeconds(),
        Report.megabytes(process.peakBytes()));
    report.print();
    TestDirs.delete(directory);
  }

  private static void list(Arguments arguments, Path directory) throws Exception {
    GiantLists kind = GiantLists.valueOf(arguments.text("giant").toUpperCase(Locale.ROOT));
    Path input = directory.resolve("input/giant.json");
    Counts counts = kind.write(input, arguments.bytes("size"));
    MeasuredProcess process =
        FlattenRuns.unpartitioned(input, directory, arguments.text("heap"), counts);
    Report report =
        new Report(
            "A giant list of NPIs through a small heap",
            "MB in",
            "list in",
            "heap",
            "rows",
            "seconds",
            "peak MB of the process");
    report.row(
        Report.megabytes(Files.size(input)),
        arguments.text("giant"),
        arguments.text("heap"),
        counts.rows(),
        process.seconds(),
        Report.megabytes(process.peakBytes()));
    report.print();
    TestDirs.delete(directory);
  }
}

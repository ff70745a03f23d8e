package io.lakewright.bench;

import io.lakewright.sample.ByteSize;
import io.lakewright.sample.RatesOptions;
import io.lakewright.sample.SampleResult;
import io.lakewright.testkit.TestDirs;
import java.nio.file.Path;

/** Whether the time grows with the file and not faster: seconds per MB, by size. */
final class ScalingBench {
  private ScalingBench() {}

  public static void main(String[] given) throws Exception {
    Arguments arguments =
        new Arguments(given, "sizes", "100mb,300mb,1gb", "rows-per-mb", "10000", "heap", "");
    Path directory = BenchFiles.directory("scaling");
    Report report =
        new Report(
            "Time by size of one file",
            "MB in",
            "rows",
            "seconds",
            "CPU seconds",
            "MB/s",
            "seconds per MB, ratio to the first",
            "CPU seconds per MB, ratio to the first",
            "peak MB");
    double first = 0;
    double firstCpu = 0;
    for (String size : arguments.text("sizes").split(",", -1)) {
      SampleResult sample =
          BenchFiles.sample(
              RatesOptions.into(directory.resolve("input"))
                  .withFiles(1)
                  .withSize(ByteSize.parse(size))
                  .withRowsPerMb(arguments.number("rows-per-mb")));
      MeasuredProcess process =
          FlattenRuns.unpartitioned(
              sample.files().get(0).path(), directory, arguments.text("heap"), sample.counts());
      double megabytes = sample.jsonBytes() / 1e6;
      double perMegabyte = process.seconds() / megabytes;
      first = first == 0 ? perMegabyte : first;
      double cpuPerMegabyte = process.cpuSeconds() / megabytes;
      firstCpu = firstCpu == 0 ? cpuPerMegabyte : firstCpu;
      report.row(
          Report.megabytes(sample.jsonBytes()),
          sample.counts().rows(),
          process.seconds(),
          process.cpuSeconds(),
          megabytes / process.seconds(),
          perMegabyte / first,
          cpuPerMegabyte / firstCpu,
          Report.megabytes(process.peakBytes()));
    }
    report.print();
    TestDirs.delete(directory);
  }
}

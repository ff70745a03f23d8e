package io.lakewright.bench;

import io.lakewright.sample.Counts;
import io.lakewright.sample.RatesOptions;
import io.lakewright.sample.SampleResult;
import io.lakewright.testkit.TestDirs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code flatten} as a whole process beside DuckDB, the same file, the same rows. */
final class FlattenBench {
  /** One contender: runs and returns what it took. */
  private interface Contender {
    MeasuredProcess run(Path output, Path log) throws Exception;
  }

  private final Arguments arguments;
  private final Path directory = BenchFiles.directory("flatten");
  private final Path output = directory.resolve("output");

  private FlattenBench(Arguments arguments) {
    this.arguments = arguments;
  }

  public static void main(String[] given) throws Exception {
    Arguments arguments =
        new Arguments(
            given,
            "rounds",
            "3",
            "size",
            "110mb",
            "rows-per-mb",
            "182000",
            "threads",
            "2",
            "heap",
            "",
            "only",
            "");
    new FlattenBench(arguments).run();
  }

  private void run() throws Exception {
    SampleResult sample =
        BenchFiles.sample(
            RatesOptions.into(directory.resolve("input"))
                .withFiles(1)
                .withSize(arguments.bytes("size"))
                .withRowsPerMb(arguments.number("rows-per-mb")));
    Path input = sample.files().get(0).path();
    Counts counts = sample.counts();
    Path lines = directory.resolve("ndjson");
    DuckDbFlatten.prepare(input, lines);

    Map<String, Contender> contenders = new LinkedHashMap<>();
    contenders.put("DuckDB", (out, log) -> duckDb(lines, out, log));
    contenders.put(
        "flatten, unpartitioned",
        (out, log) ->
            flatten(
                input,
                out,
                log,
                "--partition-by",
                "none",
                "--bucket-by",
                "none",
                "--sort-by",
                "none"));
    contenders.put("flatten, default layout", (out, log) -> flatten(input, out, log));
    contenders.put(
        "flatten, one partition sorted by npi",
        (out, log) -> flatten(input, out, log, "--partition-by", "none", "--bucket-by", "none"));
    contenders.keySet().removeIf(name -> !name.contains(arguments.text("only")));

    Map<String, List<MeasuredProcess>> measured = new LinkedHashMap<>();
    Map<String, Long> written = new LinkedHashMap<>();
    Map<String, List<Double>> lookups = new LinkedHashMap<>();
    for (int round = 1; round <= arguments.number("rounds"); round++) {
      for (Map.Entry<String, Contender> contender : contenders.entrySet()) {
        TestDirs.delete(output);
        output.toFile().mkdirs();
        boolean duck = contender.getKey().equals("DuckDB");
        Path to = output.resolve(duck ? "rates.parquet" : "rates");
        MeasuredProcess process = contender.getValue().run(to, directory.resolve("log.txt"));
        RatesCheck.verify(to, counts);
        measured.computeIfAbsent(contender.getKey(), name -> new ArrayList<>()).add(process);
        written.put(contender.getKey(), BenchFiles.size(to));
        lookups
            .computeIfAbsent(contender.getKey(), name -> new ArrayList<>())
            .add(NpiLookup.milliseconds(to, arguments.text("threads")));
        System.err.printf("Round %d, %s: %.1f s%n", round, contender.getKey(), process.seconds());
      }
    }
    TestDirs.delete(output);
    report(sample, measured, written, lookups);
  }

  private void report(
      SampleResult sample,
      Map<String, List<MeasuredProcess>> measured,
      Map<String, Long> written,
      Map<String, List<Double>> lookups)
      throws Exception {
    Report report =
        new Report(
            "flatten beside DuckDB, median of " + arguments.number("rounds"),
            "what",
            "MB in",
            "MB out",
            "rows",
            "seconds",
            "CPU seconds",
            "rows/s",
            "peak MB",
            "ratio to DuckDB",
            "bar",
            "ms for one NPI");
    double duck = 0;
    for (Map.Entry<String, List<MeasuredProcess>> entry : measured.entrySet()) {
      List<MeasuredProcess> runs = entry.getValue();
      double seconds = Report.median(runs.stream().map(MeasuredProcess::seconds).toList());
      String bar =
          entry.getKey().contains("default")
              ? "1.00"
              : entry.getKey().contains("unpartitioned") ? "0.70" : "";
      if (entry.getKey().equals("DuckDB")) {
        duck = seconds;
        bar = "";
      }
      report.row(
          entry.getKey(),
          Report.megabytes(sample.jsonBytes()),
          Report.megabytes(written.get(entry.getKey())),
          sample.counts().rows(),
          seconds,
          Report.median(runs.stream().map(MeasuredProcess::cpuSeconds).toList()),
          (long) (sample.counts().rows() / seconds),
          Report.megabytes(runs.stream().mapToLong(MeasuredProcess::peakBytes).max().orElseThrow()),
          duck == 0 ? "" : (Object) (seconds / duck),
          bar,
          Report.median(lookups.get(entry.getKey())));
    }
    report.print();
  }

  private MeasuredProcess duckDb(Path lines, Path out, Path log) throws Exception {
    return MeasuredProcess.run(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            DuckDbFlatten.class.getName(),
            lines.toString(),
            out.toString(),
            arguments.text("threads")),
        Map.of(),
        log);
  }

  private MeasuredProcess flatten(Path input, Path out, Path log, String... layout)
      throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "flatten",
                "--input",
                input.toString(),
                "--output",
                out.toString(),
                "--report",
                output.resolve("report").toString(),
                "--master",
                "local[" + arguments.text("threads") + "]"));
    command.addAll(List.of(layout));
    return MeasuredProcess.lakewright(arguments.text("heap"), log, command.toArray(String[]::new));
  }
}

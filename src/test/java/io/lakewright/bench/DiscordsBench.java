package io.lakewright.bench;

import io.lakewright.testkit.TestDirs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The exact profile of one long series: kernels, a C program beside them, and Spark. */
public final class DiscordsBench {
  private static final String PUBLISHED = "reference figures, 2 cores";
  private static final List<String> PLAIN = List.of();
  private static final List<String> VECTOR = List.of("--add-modules=jdk.incubator.vector");
  private static final Pattern SECONDS = Pattern.compile("seconds ([0-9.]+)");

  private final Arguments arguments;
  private final int length;
  private final int threads;

  private DiscordsBench(Arguments arguments) {
    this.arguments = arguments;
    length = arguments.number("length");
    threads = arguments.number("threads");
  }

  /** Runs the sections asked for and prints a table for each. */
  public static void main(String[] given) throws Exception {
    Arguments arguments =
        new Arguments(
            given,
            "section",
            "exact",
            "size",
            "131072",
            "large",
            "1048576",
            "length",
            "100",
            "threads",
            "2",
            "rounds",
            "3",
            "series",
            "20000",
            "points",
            "10000000",
            "last",
            "100000",
            "ways",
            "EXACT,LOOKBACK,DAMP",
            "heap",
            "3g");
    DiscordsBench bench = new DiscordsBench(arguments);
    for (String section : arguments.text("section").split(",", -1)) {
      switch (section) {
        case "exact" -> bench.exact();
        case "large" -> bench.large();
        case "spark" -> bench.spark();
        case "kernel" -> ProfileBench.main(new String[0]);
        case "damp" -> DampBench.main(new String[0]);
        case "many" -> bench.many();
        case "long" -> bench.longSeries();
        default -> {
          System.err.println("Sections: exact, large, spark, kernel, damp, many, long");
          System.exit(2);
        }
      }
    }
  }

  private void exact() throws Exception {
    int size = arguments.number("size");
    Report report = report("Exact left profile", size);
    double plain = median(size, PLAIN);
    double vector = median(size, VECTOR);
    row(report, "Lakewright, plain Java", plain, size, "1.75");
    row(report, "Lakewright, Vector API", vector, size, "5.00");
    double peer = peer(size);
    row(report, peer > 0 ? "bench/peer/matrix_profile.c, gcc -O3" : "no gcc here", peer, size, "");
    if (size == 131_072 && length == 100 && threads == 2) {
      row(report, "SCAMP, " + PUBLISHED, 4.8, size, "");
      row(report, "stumpy, " + PUBLISHED, 24.5, size, "");
    }
    report.print();
    System.out.printf(
        Locale.ROOT,
        "Bars: plain at most 4.8 s, Vector API at most 1.9 s. Vector API beside plain: %.2f x%n",
        vector / plain);
  }

  private void large() throws Exception {
    int size = arguments.number("large");
    Report report = report("Exact left profile", size);
    row(report, "Lakewright, Vector API", run(size, VECTOR, 1).get(0), size, "");
    if (size == 1 << 20) {
      row(report, "SCAMP, " + PUBLISHED, 301, size, "");
    }
    report.print();
  }

  /** The same series as a Spark job: overhead beside the kernel, and one core beside several. */
  private void spark() throws Exception {
    int size = 4 * arguments.number("size");
    Report report = report("Exact left profile on Spark", size);
    double kernel = run(size, VECTOR, 1).get(0);
    row(report, "in memory", kernel, size, "");
    double many = tiled(size, threads);
    double one = tiled(size, 1);
    row(report, "Spark, local[" + threads + "]", many, size, "");
    row(report, "Spark, local[1]", one, size, "");
    report.print();
    System.out.printf(
        Locale.ROOT,
        "Spark beside memory: %.2f x. Efficiency of %d cores beside one: %.0f %%; this machine has"
            + " %d.%n",
        many / kernel,
        threads,
        100 * one / many / threads,
        Runtime.getRuntime().availableProcessors());
  }

  /** Series of 500 points through the whole job, from Parquet to Parquet. */
  private void many() throws Exception {
    int series = arguments.number("series");
    List<String> command = javaWithSpark();
    command.addAll(
        List.of(
            ManySeriesBench.class.getName(),
            String.valueOf(series),
            String.valueOf(threads),
            String.valueOf(arguments.number("rounds"))));
    Report report =
        new Report(
            String.format(
                Locale.ROOT, "%,d series of 500 points, m = 50, %d cores", series, threads),
            "round",
            "seconds",
            "points/s per core",
            "bar");
    int round = 1;
    for (double seconds : seconds(command)) {
      report.row(round++, seconds, series * 500L / seconds / threads, "1,000,000");
    }
    report.print();
  }

  /** One series of millions of points through the whole job in a small heap. */
  private void longSeries() throws Exception {
    int points = arguments.number("points");
    Report report =
        new Report(
            String.format(
                Locale.ROOT,
                "%,d points in one series, m = %d, %d cores, heap %s",
                points,
                length,
                threads,
                arguments.text("heap")),
            "what",
            "seconds",
            "CPU seconds",
            "peak MB");
    for (String way : arguments.text("ways").split(",", -1)) {
      List<String> command = javaWithSpark();
      command.set(command.indexOf("-Xmx4g"), "-Xmx" + arguments.text("heap"));
      command.addAll(
          List.of(
              LongRun.class.getName(),
              String.valueOf(points),
              String.valueOf(length),
              String.valueOf(threads),
              way,
              arguments.text("last")));
      Path log = BenchFiles.directory("discords.log");
      MeasuredProcess process = MeasuredProcess.run(command, Map.of(), log);
      report.row(
          way.toLowerCase(Locale.ROOT),
          secondsIn(log).get(0),
          process.cpuSeconds(),
          process.peakBytes() >> 20);
    }
    report.print();
  }

  private Report report(String title, int size) {
    return new Report(
        String.format(
            Locale.ROOT,
            "%s, random walk, n = %,d, m = %d, %d threads",
            title,
            size,
            length,
            threads),
        "what",
        "seconds",
        "billion cells/s",
        "bar");
  }

  private void row(Report report, String what, double seconds, int size, String bar) {
    double starts = size - length + 1.0 - length;
    report.row(what, seconds, seconds > 0 ? starts * starts / 2 / seconds / 1e9 : 0.0, bar);
  }

  private double median(int size, List<String> module) throws Exception {
    return Report.median(run(size, module, arguments.number("rounds")));
  }

  private List<Double> run(int size, List<String> module, int rounds) throws Exception {
    List<String> command = java(module);
    command.addAll(
        List.of(
            ProfileRun.class.getName(),
            String.valueOf(size),
            String.valueOf(length),
            String.valueOf(threads),
            String.valueOf(rounds)));
    return seconds(command);
  }

  private double tiled(int size, int cores) throws Exception {
    List<String> command = javaWithSpark();
    command.addAll(
        List.of(
            TiledRun.class.getName(),
            String.valueOf(size),
            String.valueOf(length),
            String.valueOf(cores)));
    return seconds(command).get(0);
  }

  private static List<String> javaWithSpark() {
    List<String> command = java(VECTOR);
    command.add(1, "@" + TestDirs.build().resolve("jvm.options"));
    return command;
  }

  private static List<String> java(List<String> module) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(module);
    command.addAll(List.of("-Xmx4g", "-Duser.timezone=UTC"));
    command.add("-Dlakewright.build=" + TestDirs.build());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    return command;
  }

  private double peer(int size) throws Exception {
    Path work = BenchFiles.directory("peer");
    Files.createDirectories(work);
    Path source = TestDirs.base().resolve("bench/peer/matrix_profile.c");
    Path program = work.resolve("matrix_profile");
    List<String> compile =
        List.of(
            "gcc",
            "-O3",
            "-march=native",
            "-ffast-math",
            "-pthread",
            source.toString(),
            "-o",
            program.toString(),
            "-lm");
    try {
      MeasuredProcess.run(compile, Map.of(), work.resolve("gcc.log"));
    } catch (IOException e) {
      return 0;
    }
    double[] values = ProfileRun.walk(size);
    ByteBuffer bytes = ByteBuffer.allocate(8 * size).order(ByteOrder.nativeOrder());
    bytes.asDoubleBuffer().put(values);
    Path file = Files.write(work.resolve("series"), bytes.array());
    List<Double> rounds = new ArrayList<>();
    for (int i = 0; i < arguments.number("rounds"); i++) {
      rounds.addAll(
          seconds(
              List.of(
                  program.toString(),
                  file.toString(),
                  String.valueOf(size),
                  String.valueOf(length),
                  String.valueOf(threads))));
    }
    return Report.median(rounds);
  }

  private static List<Double> seconds(List<String> command) throws Exception {
    Path log = BenchFiles.directory("discords.log");
    MeasuredProcess.run(command, Map.of(), log);
    return secondsIn(log);
  }

  private static List<Double> secondsIn(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .map(SECONDS::matcher)
          .filter(Matcher::find)
          .map(found -> Double.valueOf(found.group(1)))
          .toList();
    }
  }
}

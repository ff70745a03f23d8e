package io.lakewright.bench;

import io.lakewright.rates.parquet.RateFileWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Rows a second of the Parquet writer, one thread; and whether ten times the rows take more. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx1500m")
public class WriterBench {
  /** How rows lie: as the file has them, or sorted by NPI. */
  @Param({"AS_THEY_COME", "SORTED_BY_NPI"})
  public String order;

  private WriterRates rates;
  private RateFileWriter.Shared shared;

  /** Makes items, entries and providers. */
  @Setup(Level.Trial)
  public void make() {
    boolean isSorted = order.equals("SORTED_BY_NPI");
    rates = new WriterRates(isSorted, 7);
    shared = WriterRates.writer(isSorted);
  }

  /** Time on the processor, which other processes of a busy machine do not lengthen. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Cpu {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Nanoseconds in all files. */
    public long nanos;

    /** Rows in all files. */
    public long rows;
  }

  /** Writes one file to nowhere. */
  @Benchmark
  public long write(Cpu cpu) throws IOException {
    long start = Cpu.THREADS.getCurrentThreadCpuTime();
    try (RateFileWriter file = shared.open(new WriterRates.Nowhere())) {
      rates.write(file);
    }
    cpu.nanos += Cpu.THREADS.getCurrentThreadCpuTime() - start;
    cpu.rows += rates.rows();
    return rates.rows();
  }

  /** Frees the writer. */
  @TearDown(Level.Trial)
  public void close() {
    shared.close();
  }

  /** Runs the sections asked for and prints a table for each. */
  public static void main(String[] given) throws Exception {
    for (String section : new Arguments(given, "section", "speed").text("section").split(",", -1)) {
      switch (section) {
        case "speed" -> speed();
        case "scaling" -> WriterScaling.run();
        default ->
            throw new IllegalArgumentException("Sections are speed and scaling, not " + section);
      }
    }
  }

  private static void speed() throws Exception {
    Report report =
        new Report("Parquet writer, one core", "rows", "million rows per CPU second", "bar");
    for (RunResult result :
        new Runner(new OptionsBuilder().include(WriterBench.class.getName()).build()).run()) {
      double rowsOfAll = result.getSecondaryResults().get("rows").getScore();
      double nanos = result.getSecondaryResults().get("nanos").getScore();
      report.row(result.getParams().getParam("order"), rowsOfAll / nanos * 1e3, "10");
    }
    report.print();
  }
}

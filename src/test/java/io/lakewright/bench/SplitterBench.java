package io.lakewright.bench;

import io.lakewright.rates.split.CodeFilter;
import io.lakewright.rates.split.MrfSplitter;
import io.lakewright.rates.split.SplitLimits;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** GB/s of the splitter on plain JSON in memory, one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx1500m")
public class SplitterBench {
  /** The input. */
  @Param({"REAL", "GIANT_ITEM", "PRETTY", "LONG_STRINGS", "ESCAPES", "DEEP"})
  public String shape;

  /** Whether slices are wanted, or scanned past because their code is not. */
  @Param({"all", "none"})
  public String codes;

  private byte[] json;

  /** Makes the input. */
  @Setup(Level.Trial)
  public void make() {
    json = SplitterShapes.valueOf(shape).bytes();
  }

  /** Time on the processor, which other processes of a busy machine do not lengthen. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Cpu {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Nanoseconds in all splits. */
    public long nanos;

    /** Number of splits. */
    public long splits;
  }

  /** Splits one file. */
  @Benchmark
  public long split(Cpu cpu) {
    long start = Cpu.THREADS.getCurrentThreadCpuTime();
    long bytes = split();
    cpu.nanos += Cpu.THREADS.getCurrentThreadCpuTime() - start;
    cpu.splits++;
    return bytes;
  }

  private long split() {
    CodeFilter filter = codes.equals("all") ? CodeFilter.ALL : (type, code) -> false;
    MrfSplitter slices =
        new MrfSplitter("bench", new ByteArrayInputStream(json), SplitLimits.DEFAULT, filter);
    long bytes = 0;
    while (slices.hasNext()) {
      bytes += slices.next().body().length;
    }
    return bytes;
  }

  /** Runs all shapes and prints a table. */
  public static void main(String[] given) throws Exception {
    Arguments arguments = new Arguments(given, "shape", "");
    OptionsBuilder builder = new OptionsBuilder();
    builder.include(SplitterBench.class.getName());
    if (!arguments.text("shape").isEmpty()) {
      builder.param("shape", arguments.text("shape"));
    }
    Options options = builder.build();
    Collection<RunResult> results = new Runner(options).run();
    Report report =
        new Report(
            "Splitter, one core", "shape", "items wanted", "GB/s", "GB per CPU second", "bar");
    for (RunResult result : results) {
      String shape = result.getParams().getParam("shape");
      double bytes = SplitterShapes.valueOf(shape).bytes().length;
      double nanos = result.getPrimaryResult().getScore();
      report.row(
          shape,
          result.getParams().getParam("codes"),
          bytes / nanos,
          bytes
              * result.getSecondaryResults().get("splits").getScore()
              / result.getSecondaryResults().get("nanos").getScore(),
          shape.equals("REAL") ? "1.00" : "0.50");
    }
    report.print();
  }
}

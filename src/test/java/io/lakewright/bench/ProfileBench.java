package io.lakewright.bench;

import io.lakewright.discord.Distance;
import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.kernel.ExactProfiler;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** The kernels on one core: series that fit into the caches, long and short. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class ProfileBench {
  /** Points of a series and length of a subsequence. */
  @Param({"500/50", "16384/100"})
  public String shape;

  /** How subsequences are compared. */
  @Param({"Z_NORMALIZED", "EUCLIDEAN"})
  public Distance distance;

  private double[] values;
  private double[] distances;
  private long[] neighbors;
  private ExactProfiler profiler;

  /** Makes a series. */
  @Setup(Level.Trial)
  public void make() {
    int points = points(shape);
    int length = length(shape);
    values = ProfileRun.walk(points);
    distances = new double[points];
    neighbors = new long[points];
    profiler =
        new ExactProfiler(
            new ProfileParameters(length, length, ProfileParameters.UNBOUNDED, distance));
  }

  private static int points(String shape) {
    return Integer.parseInt(shape.substring(0, shape.indexOf('/')));
  }

  private static int length(String shape) {
    return Integer.parseInt(shape.substring(shape.indexOf('/') + 1));
  }

  /** In a JVM without the module. */
  @Benchmark
  @Fork(value = 1, jvmArgsAppend = "-Xmx1g")
  public int plain() {
    return profiler.profile(values, values.length, distances, neighbors);
  }

  /** In a JVM with it. */
  @Benchmark
  @Fork(
      value = 1,
      jvmArgsAppend = {"-Xmx1g", "--add-modules=jdk.incubator.vector"})
  public int vector() {
    return profiler.profile(values, values.length, distances, neighbors);
  }

  /** Runs all and prints a table. */
  public static void main(String[] given) throws Exception {
    Report report =
        new Report(
            "Kernels, one core", "kernel", "points/m", "distance", "billion cells/s", "points/s");
    for (RunResult result :
        new Runner(new OptionsBuilder().include(ProfileBench.class.getName()).build()).run()) {
      String shape = result.getParams().getParam("shape");
      double nanos = result.getPrimaryResult().getScore();
      double starts = points(shape) - 2.0 * length(shape) + 1;
      report.row(
          result.getPrimaryResult().getLabel(),
          shape,
          result.getParams().getParam("distance"),
          starts * starts / 2 / nanos,
          (long) (points(shape) / nanos * 1e9));
    }
    report.print();
  }
}

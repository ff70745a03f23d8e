package io.lakewright.bench;

import com.sun.management.OperatingSystemMXBean;
import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.tile.SeriesBlock;
import io.lakewright.discord.tile.TiledProfile;
import io.lakewright.session.SessionHandle;
import io.lakewright.session.SessionOptions;
import io.lakewright.session.SparkSessions;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** The exact profile of a random walk by tiles on a local Spark: points, length, cores. */
final class TiledRun {
  private TiledRun() {}

  public static void main(String[] given) {
    String cores = given[2];
    Map<String, String> settings =
        Map.of("spark.local.dir", BenchFiles.directory("spark").toString());
    try (SessionHandle handle =
        SparkSessions.open(
            new SessionOptions(
                "Lakewright bench",
                "local[" + cores + "]",
                BenchFiles.directory("warehouse").toString(),
                settings))) {
      JavaSparkContext spark = JavaSparkContext.fromSparkContext(handle.spark().sparkContext());
      int length = Integer.parseInt(given[1]);
      profile(spark, 40_000, length);
      TaskTimes tasks = new TaskTimes();
      spark.sc().addSparkListener(tasks);
      long cpu = processNanos();
      long start = System.nanoTime();
      double sum = profile(spark, Integer.parseInt(given[0]), length);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "seconds %.4f%nsum %.6f%ntasks: CPU %.1f s, clock %.1f s; process: CPU %.1f s%n",
          seconds,
          sum,
          tasks.cpu.get() / 1e9,
          tasks.run.get() / 1e3,
          (processNanos() - cpu) / 1e9);
    }
  }

  private static long processNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  /** What tasks took. */
  private static final class TaskTimes extends SparkListener {
    private final AtomicLong cpu = new AtomicLong();
    private final AtomicLong run = new AtomicLong();

    @Override
    public void onTaskEnd(SparkListenerTaskEnd event) {
      cpu.addAndGet(event.taskMetrics().executorCpuTime());
      run.addAndGet(event.taskMetrics().executorRunTime());
    }
  }

  private static double profile(JavaSparkContext spark, int size, int length) {
    List<SeriesBlock> series = List.of(new SeriesBlock(0, ProfileRun.walk(size)));
    JavaRDD<SeriesBlock> blocks = spark.parallelize(series, 1);
    return TiledProfile.of(size, ProfileParameters.of(length))
        .compute(blocks, spark.sc().longAccumulator())
        .map(
            block -> {
              double sum = 0;
              for (double distance : block.distances()) {
                sum += Double.isFinite(distance) ? distance : 0;
              }
              return sum;
            })
        .reduce(Double::sum);
  }
}

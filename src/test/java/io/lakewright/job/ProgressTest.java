package io.lakewright.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.testkit.SparkExtension;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.LiveListenerBus;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import scala.Option;
import scala.Tuple4;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.collection.immutable.Map$;

@ExtendWith(SparkExtension.class)
class ProgressTest {
  private final StringWriter err = new StringWriter();
  private final RunConsole console =
      new RunConsole(new PrintWriter(new StringWriter()), new PrintWriter(err), false);
  private Instant now = Instant.EPOCH;
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneOffset getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  @Test
  void tellsRateAndTimeLeftWhenTheTotalIsKnown() {
    try (ProgressPrinter printer = ProgressPrinter.on(console, clock)) {
      printer.phase("Splitting 3 files (42 GB)");
      printer.add(new Counter("read", Progress.Unit.BYTES, 42_000_000_000L, () -> 10_500_000_000L));
      printer.add(new Counter("rates", Progress.Unit.ROWS, -1, () -> 2_000_000L));
      now = now.plusSeconds(20);
      assertThat(printer.line())
          .isEqualTo(
              "Splitting 3 files (42 GB): read 10.5 GB of 42.0 GB (25%), 525 MB/s, 1 min left;"
                  + " rates 2,000,000, 100,000/s, 20 s");
    }
    assertThat(err).asString().contains("Splitting 3 files (42 GB) …").contains("(25%)");
  }

  @Test
  void whatDoesNotAlwaysHappenIsToldOnceItDoes() {
    long[] spilled = {0};
    try (ProgressPrinter printer = ProgressPrinter.on(console, clock)) {
      printer.phase("Writing");
      printer.add(new Counter("written", Progress.Unit.ROWS, -1, () -> 0));
      printer.add(new Counter("spilled", Progress.Unit.ROWS, -1, () -> spilled[0]));
      now = now.plusSeconds(20);
      assertThat(printer.line()).isEqualTo("Writing: written 0, 0/s, 20 s");
      spilled[0] = 40;
      assertThat(printer.line()).isEqualTo("Writing: written 0, 0/s; spilled 40, 2/s, 20 s");
    }
  }

  @Test
  void saysNothingWhenSilent() {
    try (ProgressPrinter printer = ProgressPrinter.silent()) {
      printer.phase("x");
      printer.add(new Counter("read", Progress.Unit.BYTES, 1, () -> 1));
      printer.tick();
    }
    assertThat(err).asString().isEmpty();
  }

  @Test
  void countsFinishedTasksAndDescribesSparksJobs(SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    try (SparkProgress progress = SparkProgress.silent(spark, "run-1")) {
      progress.phase("Counting to four");
      LongAccumulator counter = progress.counter("numbers", Progress.Unit.ITEMS, 4);
      context.parallelize(List.of(1, 2, 3, 4), 2).foreach(x -> counter.add(1));
      assertThat(counter.value()).isEqualTo(4);
      assertThat(context.getLocalProperty("spark.job.description")).isEqualTo("Counting to four");
    }
    assertThat(context.getLocalProperty("spark.job.description")).isNull();
  }

  @Test
  void aTaskCountsOnceBetweenItsEndAndTheMessageOfIt(SparkSession spark) throws Exception {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    try (ProgressPrinter printer = ProgressPrinter.on(console, clock);
        SparkProgress progress = new SparkProgress(spark, "run-2", printer)) {
      progress.phase("Counting");
      LongAccumulator counter = progress.counter("numbers", Progress.Unit.ROWS, -1);
      now = now.plusSeconds(1);
      context.parallelize(List.of(1, 2, 3, 4), 2).foreach(x -> counter.add(1));
      heartbeat(spark, counter, 6);
      assertThat(printer.line()).as("4 of ended tasks, 6 of a running one").contains("numbers 10,");
      counter.add(6);
      assertThat(printer.line()).as("the running one has ended, untold").contains("numbers 10,");
    }
  }

  /** What an executor tells of a task that has added something to the counter so far. */
  private static void heartbeat(SparkSession spark, LongAccumulator counter, long added)
      throws TimeoutException {
    AccumulableInfo update =
        new AccumulableInfo(
            counter.id(),
            Option.apply("numbers"),
            Option.apply(added),
            Option.empty(),
            false,
            false,
            Option.empty());
    Tuple4<Object, Object, Object, Seq<AccumulableInfo>> task =
        new Tuple4<>(Long.MAX_VALUE, 0, 0, seq(update));
    LiveListenerBus bus = spark.sparkContext().listenerBus();
    bus.post(new SparkListenerExecutorMetricsUpdate("driver", seq(task), Map$.MODULE$.empty()));
    bus.waitUntilEmpty();
  }

  private static <T> Seq<T> seq(T element) {
    return JavaConverters.asScalaBufferConverter(List.of(element)).asScala().toList();
  }
}

package io.lakewright.maintain.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.testkit.Polling;
import io.lakewright.testkit.SparkExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
@Timeout(60)
class FleetTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private final SparkSession spark = SparkExtension.session();

  private Fleet fleet(int parallel, Duration timeout, Duration grace) {
    return new Fleet(spark.sparkContext(), "test", parallel, timeout, grace);
  }

  private static String message(int item, Throwable thrown) {
    return item + " " + thrown.getClass().getSimpleName() + ": " + thrown.getMessage();
  }

  @Test
  void resultsAreInTheOrderOfTheItemsAndOneFailureStopsNothing() throws Exception {
    List<String> results =
        fleet(3, LONG, LONG)
            .each(
                IntStream.range(0, 20).boxed().toList(),
                item -> {
                  if (item % 5 == 0) {
                    throw new IllegalStateException("bad");
                  }
                  return "done " + item;
                },
                FleetTest::message);

    assertThat(results).hasSize(20);
    assertThat(results.get(5)).isEqualTo("5 IllegalStateException: bad");
    assertThat(results.get(6)).isEqualTo("done 6");
  }

  @Test
  void neverMoreThanSoManyRunAtOnceAndSoManyDo() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch three = new CountDownLatch(3);
    fleet(3, LONG, LONG)
        .each(
            IntStream.range(0, 12).boxed().toList(),
            item -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              three.countDown();
              await(three);
              running.decrementAndGet();
              return item;
            },
            (item, thrown) -> -1);

    assertThat(most).hasValue(3);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSparkJobThatTakesTooLongIsCancelledAndTheOthersGoOn() throws Exception {
    List<String> results =
        fleet(1, Duration.ofSeconds(2), LONG)
            .each(
                List.of(0, 1),
                item -> item == 0 ? sleepOnTheCluster() : "done",
                FleetTest::message);

    assertThat(results.get(0)).startsWith("0 TimeoutException: It did not end within 2.0 s");
    assertThat(results.get(1)).isEqualTo("done");
    // The job's end is told by Spark's listeners, a moment later.
    assertThat(
            Polling.within(
                Duration.ofMinutes(2),
                () -> spark.sparkContext().statusTracker().getActiveJobIds().length == 0))
        .as("the job ends in time")
        .isTrue();
  }

  private String sleepOnTheCluster() {
    new JavaSparkContext(spark.sparkContext())
        .parallelize(List.of(1), 1)
        .foreach(
            one -> {
              while (!org.apache.spark.TaskContext.get().isInterrupted()) {
                Thread.onSpinWait();
              }
            });
    return "not cancelled";
  }

  @Test
  void aThreadThatDoesNotListenIsGivenUp() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    try {
      List<String> results =
          fleet(1, Duration.ofMillis(200), Duration.ofMillis(200))
              .each(
                  List.of(0, 1),
                  item -> {
                    while (item == 0 && !stop.get()) {
                      Thread.onSpinWait();
                    }
                    return "done";
                  },
                  FleetTest::message);

      assertThat(results.get(0)).startsWith("0 " + TimeoutException.class.getSimpleName());
      assertThat(results.get(1)).isEqualTo("done");
    } finally {
      stop.set(true);
    }
  }

  @Test
  void anInterruptReachesWhatRunsAndNothingNewBegins() {
    AtomicBoolean reached = new AtomicBoolean();
    AtomicInteger begun = new AtomicInteger();
    Thread caller = Thread.currentThread();

    assertThatThrownBy(
            () ->
                fleet(1, LONG, LONG)
                    .each(
                        List.of(0, 1, 2),
                        item -> {
                          begun.incrementAndGet();
                          caller.interrupt();
                          try {
                            new CountDownLatch(1).await();
                          } catch (InterruptedException e) {
                            reached.set(true);
                          }
                          return item;
                        },
                        (item, thrown) -> -1))
        .isInstanceOf(InterruptedException.class);
    assertThat(reached).isTrue();
    assertThat(begun).hasValue(1);
  }
}

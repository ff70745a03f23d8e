package io.lakewright.maintain.fleet;

import io.lakewright.job.Human;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;

/** Runs the same task for many things, of which none can stop the others. */
public final class Fleet {
  private static final Duration GRACE = Duration.ofSeconds(30);

  /** All that run when the fleet is interrupted have this long together. */
  private static final Duration ENDING = Duration.ofSeconds(5);

  private final SparkContext spark;
  private final String name;
  private final int parallel;
  private final Duration timeout;
  private final Duration grace;

  /**
   * A fleet.
   *
   * @param name of the run, part of the names of Spark's job tags
   * @param parallel how many at once
   * @param timeout of each
   */
  public Fleet(SparkContext spark, String name, int parallel, Duration timeout) {
    this(spark, name, parallel, timeout, GRACE);
  }

  Fleet(SparkContext spark, String name, int parallel, Duration timeout, Duration grace) {
    this.spark = spark;
    this.name = name;
    this.parallel = parallel;
    this.timeout = timeout;
    this.grace = grace;
  }

  /**
   * Results in the order of the items.
   *
   * @param task for one item; may be interrupted
   * @param failed makes a result of what the task threw, or of a {@link TimeoutException}
   * @throws InterruptedException if this thread is; tasks that run then are interrupted too, and
   *     have had some time to end
   */
  public <T, R> List<R> each(List<T> items, Function<T, R> task, BiFunction<T, Throwable, R> failed)
      throws InterruptedException {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Fleet::daemon);
    BlockingQueue<Integer> slots = new ArrayBlockingQueue<>(parallel);
    for (int slot = 0; slot < parallel; slot++) {
      slots.add(slot);
    }
    List<CompletableFuture<R>> results = new ArrayList<>(items.size());
    Queue<Attempt<R>> attempts = new ArrayDeque<>();
    try {
      for (int i = 0; i < items.size(); i++) {
        T item = items.get(i);
        int slot = slots.take();
        Attempt<R> attempt = new Attempt<>(name + "-" + i, slot);
        attempts.removeIf(Attempt::isDone);
        attempts.add(attempt);
        results.add(
            attempt
                .start(() -> task.apply(item), timer)
                .whenComplete((result, thrown) -> slots.add(slot))
                .exceptionally(thrown -> failed.apply(item, attempt.reason(thrown))));
      }
      // Every slot is back only when all have ended.
      for (int slot = 0; slot < parallel; slot++) {
        slots.take();
      }
      return results.stream().map(CompletableFuture::join).toList();
    } catch (InterruptedException e) {
      attempts.forEach(Attempt::stop);
      long end = System.nanoTime() + ENDING.toNanos();
      attempts.forEach(attempt -> attempt.awaitEnd(end));
      throw e;
    } finally {
      timer.shutdownNow();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "lakewright-fleet");
    thread.setDaemon(true);
    return thread;
  }

  /** One item's thread. */
  private final class Attempt<R> {
    private final String tag;
    private final int slot;
    private final CompletableFuture<R> result = new CompletableFuture<>();
    private Thread thread;
    private ScheduledFuture<?> stopping;
    private ScheduledFuture<?> givingUp;
    private volatile boolean timedOut;

    Attempt(String tag, int slot) {
      this.tag = tag;
      this.slot = slot;
    }

    CompletableFuture<R> start(Supplier<R> task, ScheduledExecutorService timer) {
      thread = daemon(() -> run(task));
      stopping = timer.schedule(this::timeOut, timeout.toMillis(), TimeUnit.MILLISECONDS);
      givingUp =
          timer.schedule(this::giveUp, timeout.plus(grace).toMillis(), TimeUnit.MILLISECONDS);
      thread.start();
      return result;
    }

    @SuppressWarnings("CatchThrowable") // Errors of one table are told like exceptions.
    private void run(Supplier<R> task) {
      // A pool per slot: Spark never forgets a pool.
      spark.setLocalProperty("spark.scheduler.pool", "lakewright-" + slot);
      spark.addJobTag(tag);
      try {
        result.complete(task.get());
      } catch (Throwable e) {
        result.completeExceptionally(e);
      } finally {
        stopping.cancel(false);
        givingUp.cancel(false);
      }
    }

    boolean isDone() {
      return result.isDone();
    }

    void stop() {
      if (!result.isDone() && !spark.isStopped()) {
        spark.cancelJobsWithTag(tag);
        thread.interrupt();
      }
    }

    private void timeOut() {
      timedOut = true;
      stop();
    }

    private void giveUp() {
      result.completeExceptionally(new TimeoutException());
    }

    /** What the task threw; how it took its interruption says nothing. */
    Throwable reason(Throwable thrown) {
      Throwable cause =
          thrown instanceof CompletionException && thrown.getCause() != null
              ? thrown.getCause()
              : thrown;
      if (!timedOut) {
        return cause;
      }
      Throwable late =
          new TimeoutException("It did not end within " + Human.seconds(timeout.toMillis() / 1e3));
      late.initCause(cause);
      return late;
    }

    void awaitEnd(long end) {
      try {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

package io.lakewright.job;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkContext;
import org.apache.spark.util.SignalUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ctrl-C and kill: cancels the Spark jobs, then gives the run time to write its record.
 *
 * <p>The first Ctrl-C only tells the run to end: as long as the JVM does not shut down, libraries
 * still have their threads, and what was done can be written to tables. A second one, or a kill,
 * ends the JVM, which then exits with 128 plus the signal's number.
 */
final class Interrupts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Interrupts.class);

  /** Above Spark's own hook, which stops the context. */
  private static final int PRIORITY = 1_000;

  private static final long GRACE_SECONDS = 20;

  private static final AtomicReference<Interrupts> RUNNING = new AtomicReference<>();

  static {
    SignalUtils.register(
        "INT",
        () -> {
          Interrupts running = RUNNING.get();
          return running != null && running.interrupt();
        });
  }

  private final AtomicBoolean interrupted = new AtomicBoolean();
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread runThread = Thread.currentThread();
  private final Runnable hook = this::shutDown;
  private final Runnable told;
  private volatile boolean shuttingDown;
  private volatile SparkContext context;

  /**
   * @param told called when the run is told to end while the JVM goes on
   */
  Interrupts(Runnable told) {
    this.told = told;
    RUNNING.set(this);
    ShutdownHookManager.get().addShutdownHook(hook, PRIORITY, GRACE_SECONDS + 5, TimeUnit.SECONDS);
  }

  void watch(SparkContext spark) {
    context = spark;
  }

  boolean interrupted() {
    return interrupted.get();
  }

  /** Whether this was the first time. */
  private boolean interrupt() {
    if (!stop()) {
      return false;
    }
    told.run();
    return true;
  }

  private boolean stop() {
    boolean first = interrupted.compareAndSet(false, true);
    if (first) {
      SparkContext spark = context;
      if (spark != null) {
        spark.cancelAllJobs();
      }
      runThread.interrupt();
    }
    return first;
  }

  private void shutDown() {
    shuttingDown = true;
    if (!stop()) {
      return;
    }
    try {
      if (!finished.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("The run did not end within {} s of the interrupt", GRACE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    finished.countDown();
    RUNNING.compareAndSet(this, null);
    if (!shuttingDown) {
      ShutdownHookManager.get().removeShutdownHook(hook);
    }
  }
}

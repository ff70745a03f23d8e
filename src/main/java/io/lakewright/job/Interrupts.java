package io.lakewright.job;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ctrl-C and kill: cancels the Spark jobs, then gives the run time to write its record. The JVM
 * itself then exits with 128 plus the signal's number, 130 for Ctrl-C.
 */
final class Interrupts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Interrupts.class);

  /** Above Spark's own hook, which stops the context. */
  private static final int PRIORITY = 1_000;

  private static final long GRACE_SECONDS = 20;

  private final AtomicBoolean interrupted = new AtomicBoolean();
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread runThread = Thread.currentThread();
  private final Runnable hook = this::shutDown;
  private volatile SparkContext context;

  Interrupts() {
    ShutdownHookManager.get().addShutdownHook(hook, PRIORITY, GRACE_SECONDS + 5, TimeUnit.SECONDS);
  }

  void watch(SparkContext spark) {
    context = spark;
  }

  boolean interrupted() {
    return interrupted.get();
  }

  private void shutDown() {
    interrupted.set(true);
    SparkContext spark = context;
    if (spark != null) {
      spark.cancelAllJobs();
    }
    runThread.interrupt();
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
    if (!interrupted.get()) {
      ShutdownHookManager.get().removeShutdownHook(hook);
    }
  }
}

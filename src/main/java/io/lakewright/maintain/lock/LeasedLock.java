package io.lakewright.maintain.lock;

import io.lakewright.UserException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.iceberg.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock for work of which nobody knows how long it takes: renewed while the work goes on, so that
 * it ends soon after a process that dies. Work that has lost its lock is interrupted.
 */
public final class LeasedLock {
  private static final Logger LOG = LoggerFactory.getLogger(LeasedLock.class);

  /** Renewed when half of it is over: each renewal is a commit. */
  private static final Duration LEASE = Duration.ofHours(1);

  private static final Duration BEAT = Duration.ofMinutes(5);

  private static final ScheduledExecutorService BEATS =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "lakewright-lock");
            thread.setDaemon(true);
            return thread;
          });

  private LeasedLock() {}

  /** What is done under the lock. */
  @FunctionalInterface
  public interface Work<R> {
    R run() throws InterruptedException;
  }

  /**
   * Works under the table's lock.
   *
   * @param again loads the table for the thread that renews
   * @throws TableLockedException if another run has it
   * @throws UserException if the lock was lost meanwhile
   */
  public static <R> R during(
      Table table, Supplier<Table> again, String runId, Clock clock, Work<R> work)
      throws InterruptedException {
    return during(table, again, runId, clock, LEASE, BEAT, work);
  }

  static <R> R during(
      Table table,
      Supplier<Table> again,
      String runId,
      Clock clock,
      Duration lease,
      Duration beat,
      Work<R> work)
      throws InterruptedException {
    TableLock lock = TableLock.acquire(table, runId, clock, lease);
    Beat beating = new Beat(lock, again, lease, Thread.currentThread());
    ScheduledFuture<?> beats =
        BEATS.scheduleWithFixedDelay(
            beating, beat.toMillis(), beat.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return work.run();
    } catch (InterruptedException | RuntimeException e) {
      if (beating.isLost()) {
        throw new UserException(
            "The lock of %s was lost to another run, or could not be renewed in time; run again"
                .formatted(table.name()),
            e);
      }
      throw e;
    } finally {
      beats.cancel(false);
      beating.stop();
      lock.close();
    }
  }

  /** Renews one lock. */
  private static final class Beat implements Runnable {
    private final TableLock lock;
    private final Supplier<Table> again;
    private final Duration lease;
    private final Thread worker;
    private boolean stopped;
    private boolean lost;

    Beat(TableLock lock, Supplier<Table> again, Duration lease, Thread worker) {
      this.lock = lock;
      this.again = again;
      this.lease = lease;
      this.worker = worker;
    }

    @Override
    public synchronized void run() {
      if (stopped || lost) {
        return;
      }
      try {
        lost = !lock.renew(again.get(), lease);
      } catch (RuntimeException e) {
        LOG.warn("Cannot renew a lock; tried again", e);
        lost = lock.isOver();
      }
      if (lost) {
        worker.interrupt();
      }
    }

    synchronized boolean isLost() {
      return lost;
    }

    /** No renewal is under way after this. */
    synchronized void stop() {
      stopped = true;
      if (lost) {
        // The interruption was ours, and has been told.
        Thread.interrupted();
      }
    }
  }
}

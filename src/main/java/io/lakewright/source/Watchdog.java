package io.lakewright.source;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.http.client.methods.HttpUriRequest;

/** Ends requests that take too long as a whole, however steadily their bytes drip in. */
final class Watchdog implements Closeable {
  private final ScheduledThreadPoolExecutor timer;

  Watchdog() {
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "lakewright-remote-watchdog");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Starts to count. */
  Watch start(Duration time) {
    Watch watch = new Watch();
    watch.end = timer.schedule(watch::bite, time.toMillis(), TimeUnit.MILLISECONDS);
    return watch;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** The time for one attempt, over all its redirects. */
  static final class Watch {
    private Future<?> end;
    private HttpUriRequest request;
    private boolean bitten;

    private Watch() {}

    /** Watches over this request from now on. */
    synchronized void over(HttpUriRequest next) {
      request = next;
      if (bitten) {
        next.abort();
      }
    }

    synchronized boolean hasBitten() {
      return bitten;
    }

    void stop() {
      end.cancel(false);
    }

    private synchronized void bite() {
      bitten = true;
      if (request != null) {
        request.abort();
      }
    }
  }
}

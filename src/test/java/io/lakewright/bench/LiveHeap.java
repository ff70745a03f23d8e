package io.lakewright.bench;

import java.lang.management.ManagementFactory;

/** The most memory that was reachable, looked at time and again by a full garbage collection. */
final class LiveHeap implements AutoCloseable {
  private static final int MILLIS = 2_000;

  private final Thread thread;
  private volatile boolean ended;
  private volatile long peak;

  LiveHeap() {
    thread = new Thread(this::watch, "live-heap");
    thread.setDaemon(true);
    thread.start();
  }

  /** What is reachable now. */
  static long now() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private void watch() {
    while (!ended) {
      peak = Math.max(peak, now());
      try {
        Thread.sleep(MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** In bytes. */
  long peak() {
    return peak;
  }

  @Override
  public void close() {
    ended = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

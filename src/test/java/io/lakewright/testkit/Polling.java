package io.lakewright.testkit;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what another thread or process does. */
public final class Polling {
  private static final long PAUSE_MILLIS = 20;

  private Polling() {}

  /**
   * Waits until something is so.
   *
   * @return false if it takes longer
   * @throws IllegalStateException if the thread is interrupted
   */
  public static boolean within(Duration atMost, BooleanSupplier condition) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    return true;
  }
}

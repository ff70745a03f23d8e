package io.lakewright.job;

import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;

/** Waits until Spark has delivered its events, so that totals are complete. */
final class ListenerBus {
  private static final long WAIT_MILLIS = 2_000;

  private ListenerBus() {}

  static void drain(SparkContext context) {
    if (context.isStopped()) {
      return;
    }
    try {
      context.listenerBus().waitUntilEmpty(WAIT_MILLIS);
    } catch (TimeoutException e) {
      // Totals lack the last events; that is better than waiting longer.
      return;
    }
  }
}

package io.lakewright.maintain.reach;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads for small reads of the driver, which wait for the store more than they compute. */
final class DriverReads {
  static final ExecutorService POOL =
      Executors.newFixedThreadPool(
          16,
          task -> {
            Thread thread = new Thread(task, "lakewright-metadata");
            thread.setDaemon(true);
            return thread;
          });

  private DriverReads() {}
}

package io.lakewright.job;

import org.apache.spark.util.LongAccumulator;

/** How far long work is, told on the console and in the Spark UI. */
public interface Progress {
  /** Units a {@linkplain #counter counter} is shown in. */
  enum Unit {
    BYTES,
    ROWS,
    FILES,
    ITEMS
  }

  /**
   * Names the work that starts now, as a sentence fragment such as {@code "Splitting 3 files (42
   * GB)"}. Also the description of the Spark jobs that follow on this thread.
   */
  void phase(String description);

  /**
   * A counter that tasks add to; partial values of running tasks are shown too.
   *
   * @param label such as {@code "read"}
   * @param total the value at which the work is done, or -1 if unknown
   */
  LongAccumulator counter(String label, Unit unit, long total);
}

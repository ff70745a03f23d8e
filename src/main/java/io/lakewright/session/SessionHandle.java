package io.lakewright.session;

import org.apache.spark.sql.SparkSession;

/**
 * A session, and whether closing it stops Spark: one that was there before stays.
 *
 * @param spark the session
 * @param owned whether it was started for this handle
 */
public record SessionHandle(SparkSession spark, boolean owned) implements AutoCloseable {
  @Override
  public void close() {
    if (owned) {
      spark.stop();
    }
  }
}

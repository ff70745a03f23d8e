package io.lakewright.job;

import java.time.Clock;
import java.util.function.BooleanSupplier;
import org.apache.spark.sql.SparkSession;

/**
 * What every job is given to run with.
 *
 * @param spark the session
 * @param runId names this run in reports, staging folders and table commits; letters, digits and
 *     hyphens
 * @param clock the time, so that tests can hold it
 * @param progress where long work reports how far it is
 * @param stopping whether the run was told to end, as by Ctrl-C: it is true before Spark's jobs are
 *     cancelled, so that who sees one fail knows not to begin another
 */
public record JobContext(
    SparkSession spark, String runId, Clock clock, Progress progress, BooleanSupplier stopping) {
  /** Of a run that goes on to its end. */
  public JobContext(SparkSession spark, String runId, Clock clock, Progress progress) {
    this(spark, runId, clock, progress, () -> false);
  }
}

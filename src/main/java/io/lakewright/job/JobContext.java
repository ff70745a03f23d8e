package io.lakewright.job;

import java.time.Clock;
import org.apache.spark.sql.SparkSession;

/**
 * What every job is given to run with.
 *
 * @param spark the session
 * @param runId names this run in reports, staging folders and table commits; letters, digits and
 *     hyphens
 * @param clock the time, so that tests can hold it
 * @param progress where long work reports how far it is
 */
public record JobContext(SparkSession spark, String runId, Clock clock, Progress progress) {}

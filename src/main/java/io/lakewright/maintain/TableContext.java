package io.lakewright.maintain;

import java.time.Clock;
import org.apache.iceberg.Table;
import org.apache.spark.sql.SparkSession;

/**
 * One table as a step sees it.
 *
 * @param name with its catalog, such as {@code lake.db.t}; each part quoted when spliced nowhere:
 *     metadata tables are read by {@code spark.read().format("iceberg").load(...)} or {@link
 *     org.apache.iceberg.spark.SparkTableUtil}
 * @param table freshly loaded
 * @param settings of the step that runs
 * @param runId names this run in the history, in snapshot summaries and in tags
 */
public record TableContext(
    SparkSession spark,
    String name,
    Table table,
    StepSettings settings,
    Clock clock,
    String runId) {}

package io.lakewright.maintain;

import io.lakewright.maintain.facts.TableFacts;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.spark.sql.SparkSession;

/**
 * One table as a step sees it. Several tables are worked on at once, each on a thread of its own: a
 * step keeps nothing in fields.
 *
 * @param name splice it nowhere but as {@link TableName#quoted()}
 * @param table loaded for this table's thread; refreshed before an assessment
 * @param catalog that holds the table
 * @param settings of the step that runs
 * @param policy the settings of all steps, for those that must agree with another one
 * @param facts about the table as it is, read once and shared by the steps
 * @param runId names this run in the history, in snapshot summaries and in tags
 * @param deadline no new piece of work is begun after it; {@link Instant#MAX} when there is none
 */
public record TableContext(
    SparkSession spark,
    TableName name,
    Table table,
    Catalog catalog,
    StepSettings settings,
    Map<StepName, StepSettings> policy,
    TableFacts facts,
    Clock clock,
    String runId,
    Instant deadline) {

  public TableContext {
    policy = Map.copyOf(policy);
  }

  /** The same for another step. */
  public TableContext forStep(StepName step) {
    return new TableContext(
        spark,
        name,
        table,
        catalog,
        policy.getOrDefault(step, settings),
        policy,
        facts,
        clock,
        runId,
        deadline);
  }

  /** The same table as it is now, with facts read anew. */
  public TableContext refreshed() {
    table.refresh();
    return new TableContext(
        spark,
        name,
        table,
        catalog,
        settings,
        policy,
        TableFacts.of(spark, table),
        clock,
        runId,
        deadline);
  }

  public Instant now() {
    return clock.instant();
  }

  /** Whether a new piece of work may be begun. */
  public boolean hasTime() {
    return clock.instant().isBefore(deadline);
  }
}

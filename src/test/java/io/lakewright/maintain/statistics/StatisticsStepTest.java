package io.lakewright.maintain.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.UserException;
import io.lakewright.maintain.Assessment;
import io.lakewright.maintain.Assessment.Verdict;
import io.lakewright.maintain.Outcome;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.iceberg.TestTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class StatisticsStepTest {
  private final StatisticsStep step = new StatisticsStep();
  private final SparkSession spark;

  StatisticsStepTest(SparkSession spark) {
    this.spark = spark;
  }

  /** A hundred rows, of ten names, in four partitions. */
  private TestTable table() {
    TestTable table =
        TestTable.create(spark, "id bigint, name string, part bigint", "part", Map.of());
    table.sql("INSERT INTO $t SELECT id, concat('n', id % 10), id % 4 FROM range(100)");
    return table;
  }

  /** Distinct values by column, as the Puffin file of the current snapshot tells them. */
  private static Map<String, Long> distinct(TestTable table) {
    Table now = table.table();
    Map<String, Long> distinct = new HashMap<>();
    now.statisticsFiles().stream()
        .filter(file -> file.snapshotId() == now.currentSnapshot().snapshotId())
        .flatMap(file -> file.blobMetadata().stream())
        .forEach(
            blob ->
                distinct.put(
                    now.schema().findColumnName(blob.fields().get(0)),
                    Long.valueOf(blob.properties().get("ndv"))));
    return distinct;
  }

  /** Partitions and their rows, from the file itself. */
  private List<Row> partitions(TestTable table) {
    String path = table.table().partitionStatisticsFiles().get(0).path();
    return spark
        .read()
        .parquet(path)
        .selectExpr("count(*)", "sum(data_record_count)")
        .collectAsList();
  }

  @Test
  void distinctValuesAndSumsAreComputedOnceAndAgainWhenTheTableHasChangedEnough() {
    TestTable table = table();
    assertThat(table.assess(step, Map.of()).reason()).isEqualTo("there are no statistics");
    Outcome outcome = table.run(step, Map.of());
    assertThat(outcome.status()).isEqualTo(Outcome.Status.DONE);
    assertThat(outcome.reason())
        .isEqualTo("Computed distinct values per column and sums per partition");
    assertThat(distinct(table)).isEqualTo(Map.of("id", 100L, "name", 10L, "part", 4L));
    assertThat(partitions(table)).singleElement().hasToString("[4,100]");
    assertThat(table.run(step, Map.of()).reason())
        .isEqualTo("0 % of the rows have changed since the last statistics");

    table.sql("INSERT INTO $t SELECT id, 'new', 9 FROM range(100, 110)");
    SparkActions.get(spark).rewriteDataFiles(table.table()).option("rewrite-all", "true").execute();
    assertThat(table.run(step, Map.of()).reason())
        .as("compaction changes no rows")
        .isEqualTo("9 % of the rows have changed since the last statistics");

    table.sql("DELETE FROM $t WHERE part = 3");
    assertThat(table.run(step, Map.of()).status()).isEqualTo(Outcome.Status.DONE);
    assertThat(distinct(table)).isEqualTo(Map.of("id", 85L, "name", 11L, "part", 4L));
    assertThat(table.run(step, Map.of()).status()).isEqualTo(Outcome.Status.SKIPPED);
  }

  @Test
  void whatIsNotWantedOrTooLargeIsNotComputed() {
    TestTable table = table();
    assertThatThrownBy(() -> table.assess(step, Map.of("columns", "name, nme")))
        .isInstanceOf(UserException.class)
        .hasMessage("%s has no simple column nme to compute statistics of", table.name());
    Assessment large = table.assess(step, Map.of("max-bytes", "1", "partitions", "false"));
    assertThat(large.verdict()).isEqualTo(Verdict.NOT_NEEDED);
    assertThat(large.reason())
        .isEqualTo("there are no statistics; the table is too large for distinct values");
    table.run(step, Map.of("max-bytes", "1"));
    assertThat(table.table().statisticsFiles()).isEmpty();
    assertThat(table.table().partitionStatisticsFiles()).hasSize(1);
    table.run(step, Map.of("columns", "name"));
    assertThat(distinct(table)).isEqualTo(Map.of("name", 10L));

    TestTable empty = TestTable.create(spark, "id bigint", "", Map.of());
    assertThat(empty.run(step, Map.of()).reason()).isEqualTo("the table is empty");
  }
}

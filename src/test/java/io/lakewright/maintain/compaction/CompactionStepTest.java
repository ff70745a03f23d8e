package io.lakewright.maintain.compaction;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.UserException;
import io.lakewright.maintain.Assessment;
import io.lakewright.maintain.Outcome;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.iceberg.TestTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class CompactionStepTest {
  private static final String COLUMNS = "id bigint, part string, text string";
  private static final Map<String, String> MERGE_ON_READ =
      Map.of("write.delete.mode", "merge-on-read", "write.update.mode", "merge-on-read");

  private final CompactionStep step = new CompactionStep();
  private final SparkSession spark;

  CompactionStepTest(SparkSession spark) {
    this.spark = spark;
  }

  private Dataset<Row> rows(long from, long to, int parts) {
    return spark
        .range(from, to)
        .withColumn("part", concat(lit("p/ä="), col("id").mod(parts).cast("string")))
        .withColumn("text", concat(lit("text "), col("id")));
  }

  private TestTable partitioned(String version) {
    Map<String, String> properties = new java.util.HashMap<>(MERGE_ON_READ);
    properties.put("format-version", version);
    if (version.equals("1")) {
      properties.keySet().removeAll(MERGE_ON_READ.keySet());
    }
    return TestTable.create(spark, COLUMNS, "part", properties);
  }

  @Test
  void mergesSmallFilesOfEachPartitionAndThenFindsNothingToDo() {
    for (String version : List.of("1", "2", "3")) {
      TestTable table = partitioned(version);
      table.append(rows(0, 600, 3), 8);
      List<String> before = table.rows();
      List<String> ids = version.equals("3") ? rowIds(table) : List.of();

      Outcome outcome = table.run(step, Map.of());

      assertThat(outcome.status()).as(outcome.reason()).isEqualTo(Outcome.Status.DONE);
      assertThat(outcome.before().files()).isEqualTo(24);
      assertThat(table.files()).isEqualTo(outcome.after().files()).isLessThanOrEqualTo(6);
      assertThat(table.rows()).isEqualTo(before);
      assertThat(table.assess(step, Map.of()).isDue()).isFalse();
      if (version.equals("3")) {
        assertThat(rowIds(table)).isEqualTo(ids);
      }
    }
  }

  private static List<String> rowIds(TestTable table) {
    return table.sql("SELECT id, _row_id FROM $t ORDER BY id").toJSON().collectAsList();
  }

  @Test
  void leavesPartitionsBelowTheThresholdsAlone() {
    TestTable table = partitioned("2");
    table.append(rows(0, 200, 1), 7);
    table.append(rows(1, 2, 9), 1);

    Assessment assessment = table.assess(step, Map.of());

    assertThat(assessment.reason()).contains("8 of 8 files are smaller", "1 of 2 partitions");
    table.run(step, Map.of());
    assertThat(table.sql("SELECT * FROM $t.data_files WHERE partition.part = 'p/ä=1'").count())
        .isEqualTo(1);
  }

  @Test
  void rewritesFilesWithManyDeletedRowsAndRemovesTheirDeletes() {
    for (String version : List.of("2", "3")) {
      TestTable table = partitioned(version);
      table.append(rows(0, 300, 2), 1);
      table.sql("DELETE FROM $t WHERE id % 10 < 4 AND part = 'p/ä=0'");
      assertThat(table.deleteFiles()).isPositive();
      List<String> before = table.rows();

      Outcome outcome = table.run(step, Map.of());

      assertThat(outcome.status()).as(outcome.reason()).isEqualTo(Outcome.Status.DONE);
      assertThat(table.rows()).isEqualTo(before);
      assertThat(table.deleteFiles()).isZero();
      assertThat(table.assess(step, Map.of()).isDue()).isFalse();
    }
  }

  @Test
  void keepsDeletesBelowTheRatio() {
    TestTable table = TestTable.create(spark, COLUMNS, "", MERGE_ON_READ);
    table.append(rows(0, 300, 1), 1);
    table.sql("DELETE FROM $t WHERE id = 7");

    assertThat(table.assess(step, Map.of()).isDue()).isFalse();
    assertThat(table.assess(step, Map.of("max-deleted-ratio", "0.001")).isDue()).isTrue();
  }

  @Test
  void mergesManyFilesOfPositionDeletes() {
    TestTable table =
        TestTable.create(
            spark,
            COLUMNS,
            "",
            Map.of("write.delete.mode", "merge-on-read", "write.delete.granularity", "partition"));
    table.append(rows(0, 1000, 1), 1);
    for (int i = 0; i < 4; i++) {
      table.sql("DELETE FROM $t WHERE id = " + i);
    }
    List<String> before = table.rows();
    assertThat(table.deleteFiles()).isEqualTo(4);

    Outcome outcome = table.run(step, Map.of("max-delete-files", "3"));

    assertThat(outcome.reason()).contains("4 files of position deletes merged");
    assertThat(table.deleteFiles()).isEqualTo(1);
    assertThat(table.rows()).isEqualTo(before);
    assertThat(table.assess(step, Map.of("max-delete-files", "3")).isDue()).isFalse();
  }

  @Test
  void compactsUnpartitionedTablesAndFilesOfEarlierPartitionSpecs() {
    TestTable table = TestTable.create(spark, COLUMNS, "", Map.of());
    table.append(rows(0, 100, 4), 6);
    table.sql("ALTER TABLE $t ADD PARTITION FIELD truncate(1, text)");
    table.sql("ALTER TABLE $t ADD PARTITION FIELD bucket(3, id)");
    table.append(rows(100, 200, 4), 6);
    table.sql("ALTER TABLE $t DROP PARTITION FIELD truncate(1, text)");
    table.append(
        rows(200, 210, 4).withColumn("id", lit(null).cast("bigint")).withColumn("text", lit(null)),
        6);
    List<String> before = table.rows();

    Outcome outcome = table.run(step, Map.of());

    assertThat(outcome.status()).as(outcome.reason()).isEqualTo(Outcome.Status.DONE);
    assertThat(table.rows()).isEqualTo(before);
    assertThat(table.sql("SELECT DISTINCT spec_id FROM $t.data_files").count()).isEqualTo(1);
    assertThat(table.assess(step, Map.of()).isDue()).isFalse();
  }

  @Test
  void sortsByTheGivenColumnsOrTheTablesOrder() {
    TestTable table = TestTable.create(spark, COLUMNS, "part", Map.of());
    table.append(rows(0, 3000, 1), 6);
    List<String> before = table.rows();

    table.run(step, Map.of("strategy", "sort", "order-by", "text desc"));

    assertThat(table.rows()).isEqualTo(before);
    assertThat(texts(table)).isSortedAccordingTo(java.util.Comparator.reverseOrder());

    table.sql("ALTER TABLE $t WRITE ORDERED BY bucket(2, id), text");
    table.append(rows(0, 100, 1), 6);
    table.run(step, Map.of("strategy", "sort"));
    assertThat(table.files()).isEqualTo(1);
  }

  private static List<String> texts(TestTable table) {
    return table.sql("SELECT text FROM $t").collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @Test
  void zOrdersSoThatEachOfTwoColumnsSkipsFiles() {
    TestTable table = TestTable.create(spark, "x int, y bigint, z string", "", Map.of());
    Dataset<Row> grid =
        spark
            .range(40_000)
            .selectExpr(
                "cast(id % 200 - 100 as int) x",
                "if(id = 5, null, floor(id / 200) - 100) y", "cast(id as string) z");
    table.append(grid, 8);
    List<String> before = table.rows();
    long bytes = table.sql("SELECT sum(file_size_in_bytes) FROM $t.data_files").first().getLong(0);

    table.run(
        step,
        Map.of(
            "strategy",
            "z-order",
            "order-by",
            "x, y",
            "target-file-size",
            Long.toString(bytes / 6),
            "small-file-ratio",
            "1",
            "divide-large-files",
            "true"));

    assertThat(table.rows()).isEqualTo(before);
    assertThat(table.files()).isBetween(6L, 24L);
    assertThat(filesWith(table, "x", "10")).isLessThanOrEqualTo(table.files() / 2);
    assertThat(filesWith(table, "y", "10")).isLessThanOrEqualTo(table.files() / 2 + 1);
  }

  private static long filesWith(TestTable table, String column, String value) {
    return table
        .sql(
            "SELECT * FROM $t.files WHERE readable_metrics.%s.lower_bound <= %s AND readable_metrics.%s.upper_bound >= %s"
                .formatted(column, value, column, value))
        .count();
  }

  @Test
  void saysWhatIsWrongWithAnOrder() {
    TestTable table = TestTable.create(spark, COLUMNS, "", Map.of());
    table.append(rows(0, 10, 1), 6);

    assertThatThrownBy(() -> table.assess(step, Map.of("strategy", "sort")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has no sort order");
    assertThatThrownBy(() -> table.run(step, Map.of("strategy", "z-order", "order-by", "nothing")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("There is no column nothing");
    assertThatThrownBy(() -> table.run(step, Map.of("strategy", "sort", "order-by", "nothing")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Cannot find field 'nothing'");
  }

  @Test
  void staysWithinTheBudgetAndGoesOnNextTime() {
    TestTable table = partitioned("2");
    table.append(rows(0, 600, 3), 6);
    long bytes = table.sql("SELECT sum(file_size_in_bytes) FROM $t.data_files").first().getLong(0);
    Map<String, String> budget = Map.of("max-bytes", Long.toString(bytes / 3 + bytes / 10));

    Assessment first = table.assess(step, budget);
    assertThat(first.reason()).contains("1 of 3 partitions are due", "2 are beyond the budget");
    for (int i = 0; i < 3; i++) {
      table.run(step, budget);
    }
    assertThat(table.files()).isLessThanOrEqualTo(6);
    assertThat(table.assess(step, budget).isDue()).isFalse();
  }

  @Test
  void beginsNothingWhenTheTimeIsUp() {
    TestTable table = partitioned("2");
    table.append(rows(0, 60, 1), 6);

    Outcome outcome = table.run(step, Map.of("max-time", "0s"));

    assertThat(outcome.status()).isEqualTo(Outcome.Status.PARTIAL);
    assertThat(table.files()).isEqualTo(6);
  }

  @Test
  void waitsForPartitionsThatAreBeingWrittenUnlessTheyNeverRest() {
    TestTable table = partitioned("2");
    table.append(rows(0, 60, 1), 6);
    Instant now = Instant.now();

    Assessment busy = step.assess(table.context(step, Map.of(), now));
    assertThat(busy.isDue()).isFalse();
    assertThat(busy.reason()).contains("1 were written to a short while ago");
    assertThat(step.assess(table.context(step, Map.of("quiet-for", "0s"), now)).isDue()).isTrue();
    table.append(rows(0, 600, 1), 50);
    assertThat(step.assess(table.context(step, Map.of(), now)).isDue()).isTrue();
  }

  /** As writers do it: what a compaction has replaced meanwhile is looked up again. */
  private static void delete(TestTable table, int id) {
    while (true) {
      try {
        table.sql("DELETE FROM $t WHERE id = " + id);
        return;
      } catch (ValidationException e) {
        assertThat(e).hasMessageContaining("missing data files");
      }
    }
  }

  @Test
  void losesNoRowOfAWriterThatNeverStops() throws InterruptedException {
    TestTable table = partitioned("2");
    table.append(rows(0, 400, 2), 8);
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger commits = new AtomicInteger();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread writer =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < 4 || !stop.get(); i++) {
                  table.append(rows(1000 + i * 10L, 1010 + i * 10L, 2), 2);
                  delete(table, i);
                  commits.addAndGet(1);
                }
              } catch (RuntimeException e) {
                failure.set(e);
              }
            });
    writer.start();
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      outcomes.add(
          table.run(
              step, Map.of("quiet-for", "0s", "min-small-files", "2", "min-small-share", "0")));
    }
    stop.set(true);
    writer.join();

    assertThat(failure.get()).isNull();
    assertThat(outcomes).noneMatch(outcome -> outcome.status() == Outcome.Status.FAILED);
    int n = commits.get();
    List<Long> expected = new ArrayList<>();
    for (long id = n; id < 400; id++) {
      expected.add(id);
    }
    for (long id = 1000; id < 1000 + n * 10L; id++) {
      expected.add(id);
    }
    List<Long> ids =
        table.sql("SELECT id FROM $t ORDER BY id").collectAsList().stream()
            .map(row -> row.getLong(0))
            .toList();
    assertThat(ids).isEqualTo(expected);
  }
}

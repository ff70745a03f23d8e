package io.lakewright.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.UserException;
import io.lakewright.testkit.SparkExtension;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Parquet tables by name, in the session catalog. */
@ExtendWith(SparkExtension.class)
class SessionTableTest {
  private final TablePlace place =
      (TablePlace)
          Place.parse("parquets.t" + UUID.randomUUID().toString().replace("-", "").substring(8));

  @Test
  void theTableIsRegisteredWithPartitionsAndBuckets(SparkSession spark) {
    Rates.publish(target(IfExists.FAIL), "run-1", "0001/7/a", "99213/8/b");
    assertThat(Rates.read(place)).containsExactly("0001/7/a", "99213/8/b");
    assertThat(Rates.companion(place, "_files")).containsExactly("a/run-1", "b/run-1");
    assertThat(partitions(spark)).containsExactly("code=0001", "code=99213");
    String ddl = spark.sql("SHOW CREATE TABLE " + place.quoted()).first().getString(0);
    assertThat(ddl)
        .contains("PARTITIONED BY (code)", "CLUSTERED BY (npi)", "INTO 2 BUCKETS")
        .contains("'bucketing_format' = 'spark'");
  }

  @Test
  void appendingAddsPartitionsAndReplacingDropsThem(SparkSession spark) {
    Rates.publish(target(IfExists.FAIL), "run-1", "1/7/a");
    Rates.publish(target(IfExists.APPEND), "run-2", "1/8/b", "it's 2/7/b");
    assertThat(Rates.read(place)).containsExactly("1/7/a", "1/8/b", "it's 2/7/b");
    assertThat(partitions(spark)).containsExactly("code=1", "code=it%27s 2");
    Layout other = new Layout(List.of("source"), List.of(), 0, List.of());
    Rates.publish(new Target(place, Format.PARQUET, IfExists.REPLACE, other), "run-3", "3/7/c");
    assertThat(Rates.read(place)).containsExactly("3/7/c");
    assertThat(partitions(spark)).containsExactly("source=c");
  }

  @Test
  void thousandsOfPartitionsAreRegisteredFast(SparkSession spark) {
    Layout layout = new Layout(List.of("code"), List.of(), 0, List.of());
    try (Publication publication =
        Publication.begin(
            spark,
            new Target(place, Format.PARQUET, IfExists.FAIL, layout),
            Rates.SCHEMA,
            "run-1",
            java.util.Map.of())) {
      publication.rows(
          Rates.rows(
              IntStream.range(0, 600).mapToObj("c%04d/7/a"::formatted).toArray(String[]::new)),
          RowOrder.ANY);
      publication.commit();
    }
    assertThat(partitions(spark)).hasSize(600);
    assertThat(spark.table(place.quoted()).where("code = 'c0515'").count()).isEqualTo(1);
  }

  @Test
  void aReadOfOneKeyOpensOneBucket(SparkSession spark) {
    Rates.publish(target(IfExists.FAIL), "run-1", "1/7/a", "1/8/a", "1/9/a", "1/10/a");
    // Spark reads a bucketed table without buckets where a query gains nothing from them; here it
    // is to say which it would read.
    String auto = "spark.sql.sources.bucketing.autoBucketedScan.enabled";
    spark.conf().set(auto, false);
    try {
      String plan =
          spark.table(place.quoted()).where("npi = 7").queryExecution().executedPlan().toString();
      assertThat(plan).contains("SelectedBucketsCount: 1 out of 2");
    } finally {
      spark.conf().unset(auto);
    }
  }

  @Test
  void aJoinOnTheBucketColumnHasNoExchange(SparkSession spark) {
    Rates.publish(target(IfExists.FAIL), "run-1", "1/7/a", "1/8/a", "2/7/b");
    Dataset<Row> rates = spark.table(place.quoted());
    Dataset<Row> joined = rates.as("x").join(rates.as("y").hint("merge"), "npi");
    assertThat(joined.queryExecution().sparkPlan().toString()).contains("SortMergeJoin");
    assertThat(joined.queryExecution().executedPlan().toString()).doesNotContain("Exchange");
    assertThat(joined.count()).isEqualTo(5);
  }

  @Test
  void whatIsInTheWayIsNamed(SparkSession spark) {
    spark.sql("CREATE DATABASE IF NOT EXISTS parquets");
    spark.sql("CREATE TABLE " + place.quoted() + " (x INT) USING parquet");
    assertThatThrownBy(() -> Rates.begin(target(IfExists.REPLACE), "run-1"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(place + " is in the way: it is a managed parquet");
    assertThatThrownBy(() -> Tables.read(spark, Place.parse("parquets.nothing")))
        .isInstanceOf(UserException.class)
        .hasMessage("There is no table parquets.nothing");
  }

  private List<String> partitions(SparkSession spark) {
    return spark.sql("SHOW PARTITIONS " + place.quoted()).collectAsList().stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  private Target target(IfExists ifExists) {
    return new Target(place, Format.PARQUET, ifExists, Rates.BY_CODE);
  }
}

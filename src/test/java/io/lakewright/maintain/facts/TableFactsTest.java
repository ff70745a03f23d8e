package io.lakewright.maintain.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lakewright.testkit.SparkExtension;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableFactsTest {
  private static final FileBounds BOUNDS = new FileBounds(1_000, 3_000);
  private final SparkSession spark = SparkExtension.session();

  @BeforeAll
  void table() {
    spark.sql("CREATE NAMESPACE IF NOT EXISTS lake.facts");
    spark.sql(
        """
        CREATE TABLE lake.facts.evolved (id BIGINT, day DATE, name STRING) USING iceberg
        PARTITIONED BY (day) TBLPROPERTIES ('format-version'='2', 'write.delete.mode'='merge-on-read',
          'write.distribution-mode'='hash')
        """);
    insert("evolved", 0, 400, 4);
    insert("evolved", 400, 20, 4);
    spark.sql("DELETE FROM lake.facts.evolved WHERE id % 7 = 0");
    spark.sql("ALTER TABLE lake.facts.evolved ADD PARTITION FIELD bucket(2, id)");
    insert("evolved", 1_000, 60, 2);
    spark.sql("INSERT INTO lake.facts.evolved VALUES (9999, NULL, 'no day')");
  }

  private void insert(String table, int from, int count, int days) {
    spark.sql(
        ("INSERT INTO lake.facts.%s SELECT id, date_add(DATE'2024-05-01', CAST(id %% %d AS INT)),"
                + " repeat(sha(CAST(id AS STRING)), 2) FROM range(%d, %d)")
            .formatted(table, days, from, from + count));
  }

  private Table load(String name) throws Exception {
    Table table = Spark3Util.loadIcebergTable(spark, "lake.facts." + name);
    table.refresh();
    return table;
  }

  @Test
  void agreeWhetherManifestsAreReadHereOrByTheCluster() throws Exception {
    Table table = load("evolved");

    FileFacts here = TableFacts.of(spark, table).files(BOUNDS);
    FileFacts there = TableFacts.of(spark, table, -1).files(BOUNDS);

    assertThat(there.whole()).isEqualTo(here.whole());
    assertThat(there.partitionCount()).isEqualTo(here.partitionCount()).isEqualTo(4 + 4 + 1);
    assertThat(there.partitions()).hasSameSizeAs(here.partitions());
    Comparator<PartitionFacts> byName =
        Comparator.comparing(PartitionFacts::specId).thenComparing(PartitionFacts::path);
    List<PartitionFacts> ours = here.partitions().stream().sorted(byName).toList();
    List<PartitionFacts> theirs = there.partitions().stream().sorted(byName).toList();
    for (int i = 0; i < ours.size(); i++) {
      assertThat(theirs.get(i).path()).isEqualTo(ours.get(i).path());
      assertThat(theirs.get(i).sums()).isEqualTo(ours.get(i).sums());
      assertThat(theirs.get(i).lastUpdate()).isEqualTo(ours.get(i).lastUpdate());
      assertThat(table.specs().get(ours.get(i).specId()).partitionToPath(theirs.get(i).partition()))
          .isEqualTo(ours.get(i).path());
    }
  }

  @Test
  void areWhatTheMetadataTablesSay() throws Exception {
    FileSums sums = TableFacts.of(spark, load("evolved")).files(BOUNDS).whole();
    Row files =
        spark
            .sql(
                """
                SELECT count_if(content = 0), sum(if(content = 0, file_size_in_bytes, 0)),
                  sum(if(content = 0, record_count, 0)),
                  count_if(content = 0 AND file_size_in_bytes < 1000),
                  count_if(content = 0 AND file_size_in_bytes > 3000),
                  count_if(content = 1), sum(if(content = 1, record_count, 0)),
                  sum(if(content = 1, file_size_in_bytes, 0))
                FROM lake.facts.evolved.files
                """)
            .head();

    assertThat(sums.files()).isEqualTo(files.getLong(0)).isPositive();
    assertThat(sums.bytes()).isEqualTo(files.getLong(1));
    assertThat(sums.records()).isEqualTo(files.getLong(2));
    assertThat(sums.smallFiles()).isEqualTo(files.getLong(3));
    assertThat(sums.largeFiles()).isEqualTo(files.getLong(4)).isPositive();
    assertThat(sums.positionDeleteFiles()).isEqualTo(files.getLong(5)).isPositive();
    assertThat(sums.positionDeletes()).isEqualTo(files.getLong(6));
    assertThat(sums.deleteBytes()).isEqualTo(files.getLong(7));
  }

  @Test
  void takeTotalsFromTheSnapshotSummary() throws Exception {
    Table table = load("evolved");
    Totals totals = TableFacts.of(spark, table).totals();
    FileSums sums = TableFacts.of(spark, table).files(BOUNDS).whole();

    assertThat(totals.dataFiles()).isEqualTo(sums.files());
    assertThat(totals.bytes()).isEqualTo(sums.bytes() + sums.deleteBytes());
    assertThat(totals.deleteFiles()).isEqualTo(sums.deleteFiles());
    assertThat(totals.positionDeletes()).isEqualTo(sums.positionDeletes());
  }

  @Test
  void knowWhenAPartitionWasLastAddedTo() throws Exception {
    Table table = load("evolved");
    Instant last = Instant.ofEpochMilli(table.currentSnapshot().timestampMillis());

    PartitionFacts latest =
        TableFacts.of(spark, table).files(BOUNDS).partitions().stream()
            .filter(partition -> partition.path().contains("day=null"))
            .findFirst()
            .orElseThrow();

    assertThat(latest.lastUpdate()).contains(last);
  }

  @Test
  void ofAnEmptyTableAreZero() throws Exception {
    spark.sql("CREATE TABLE lake.facts.empty (id BIGINT) USING iceberg");
    TableFacts facts = TableFacts.of(spark, load("empty"));

    assertThat(facts.totals()).isEqualTo(Totals.EMPTY);
    assertThat(facts.manifests()).isEqualTo(ManifestFacts.EMPTY);
    assertThat(facts.files(BOUNDS).whole().files()).isZero();
    assertThat(facts.files(BOUNDS).isComplete()).isTrue();
  }

  @Test
  void overlapIsTheNumberOfManifestsThatAScanOfOneValueOpens() throws Exception {
    spark.sql(
        """
        CREATE TABLE lake.facts.spread (id BIGINT, day DATE, name STRING) USING iceberg
        PARTITIONED BY (day)
        """);
    for (int i = 0; i < 3; i++) {
      insert("spread", i * 10, 10, 5);
    }
    ManifestFacts spread = TableFacts.of(spark, load("spread")).manifests();
    assertThat(spread.dataManifests()).isEqualTo(3);
    assertThat(spread.overlap()).isEqualTo(3.0, within(1e-9));

    spark.sql(
        "CREATE TABLE lake.facts.apart (id BIGINT, day DATE, name STRING) USING iceberg PARTITIONED BY (day)");
    for (int i = 0; i < 3; i++) {
      spark.sql("INSERT INTO lake.facts.apart VALUES (1, DATE'2024-01-0%d', 'x')".formatted(i + 1));
    }
    ManifestFacts apart = TableFacts.of(spark, load("apart")).manifests();
    assertThat(apart.overlap()).isEqualTo(1.0, within(1e-9));
    assertThat(apart.entries()).isEqualTo(3);
  }
}

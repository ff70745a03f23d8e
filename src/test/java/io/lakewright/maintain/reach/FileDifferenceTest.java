package io.lakewright.maintain.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.iceberg.TestTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class FileDifferenceTest {
  @Test
  void isTheSameBySparkAndByThreadsOfTheDriver(SparkSession spark) {
    TestTable table =
        TestTable.create(
            spark,
            "id bigint, text string",
            "",
            Map.of("write.delete.mode", "merge-on-read", "format-version", "3"));
    table.sql("INSERT INTO $t SELECT id, 'a' FROM range(100)");
    table.sql("DELETE FROM $t WHERE id = 3");
    table.sql("INSERT OVERWRITE $t VALUES (4, 'd')");
    table.sql("INSERT INTO $t VALUES (5, 'e')");
    List<String> lists = new ArrayList<>();
    for (Snapshot snapshot : table.table().snapshots()) {
      lists.add(snapshot.manifestListLocation());
    }

    for (int cut = 1; cut < lists.size(); cut++) {
      List<String> gone = lists.subList(0, cut);
      List<String> kept = lists.subList(cut, lists.size());
      List<String> byDriver = difference(spark, table.table(), gone, kept, Integer.MAX_VALUE);
      assertThat(byDriver.isEmpty()).isEqualTo(cut == 1);
      assertThat(difference(spark, table.table(), gone, kept, 0)).isEqualTo(byDriver);
    }
  }

  private static List<String> difference(
      SparkSession spark, Table table, List<String> gone, List<String> kept, int localLists) {
    try (FileDifference difference = FileDifference.of(spark, table, gone, kept, localLists)) {
      List<String> rows = difference.files().toJSON().collectAsList().stream().sorted().toList();
      assertThat(difference.measure().files()).isEqualTo(rows.size());
      return rows;
    }
  }

  @Test
  void comparesLocationsWhateverTheirScheme() {
    assertThat(
            List.of(
                "s3://bucket/a/b",
                "s3a://bucket/a/b",
                "file:/a/b",
                "file:///a//b",
                "/a/b",
                "hdfs://name:8020/a/b"))
        .allSatisfy(one -> assertThat(Locations.key(one)).isEqualTo("/a/b"));
    assertThat(Locations.key("s3://bucket")).isEqualTo("/");
    assertThat(Locations.key("/a/part=10:20/b")).isEqualTo("/a/part=10:20/b");
    assertThat(Locations.overlap("s3://b/db/t", "s3a://b/db/t/data/")).isTrue();
    assertThat(Locations.overlap("s3://b/db/t", "s3://b/db/t2")).isFalse();
  }
}

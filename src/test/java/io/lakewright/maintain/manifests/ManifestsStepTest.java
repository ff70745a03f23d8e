package io.lakewright.maintain.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.maintain.Outcome;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.iceberg.TestTable;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class ManifestsStepTest {
  private final ManifestsStep step = new ManifestsStep();

  @Test
  void mergesManifestsOfEverySpecAndKeepsDeletes(SparkSession spark) {
    TestTable table =
        TestTable.create(
            spark,
            "id bigint, part int",
            "part",
            Map.of("commit.manifest-merge.enabled", "false", "write.delete.mode", "merge-on-read"));
    for (int i = 0; i < 3; i++) {
      table.sql("INSERT INTO $t SELECT id, cast(id % 4 AS int) FROM range(" + i + ", 40)");
    }
    table.sql("DELETE FROM $t WHERE id = 5");
    table.sql("DELETE FROM $t WHERE id = 6");
    table.sql("ALTER TABLE $t ADD PARTITION FIELD bucket(2, id)");
    table.sql("INSERT INTO $t VALUES (100, 1)");
    table.sql("INSERT INTO $t VALUES (101, 1)");
    List<String> before = table.rows();
    Map<String, String> settings = Map.of("min-count", "5", "max-count-ratio", "1");
    assertThat(table.assess(step, Map.of()).isDue()).isFalse();

    Outcome outcome = table.run(step, settings);

    assertThat(outcome.status()).isEqualTo(Outcome.Status.DONE);
    assertThat(outcome.reason()).isEqualTo("7 manifests became 3");
    assertThat(table.sql("SELECT * FROM $t.manifests").count()).isEqualTo(3);
    assertThat(table.rows()).isEqualTo(before);
    assertThat(table.assess(step, settings).isDue()).isFalse();
  }

  @Test
  void clustersManifestsThatOverlapOnceOnly(SparkSession spark) {
    TestTable table =
        TestTable.create(
            spark,
            "id bigint, part int",
            "part",
            Map.of(
                "commit.manifest-merge.enabled",
                "false",
                "commit.manifest.target-size-bytes",
                "20000"));
    for (int i = 0; i < 3; i++) {
      table.sql(
          "INSERT INTO $t SELECT id, cast(id AS int) FROM (SELECT /*+ COALESCE(1) */ id FROM range(20))");
    }
    Map<String, String> settings =
        Map.of("min-count", "1", "max-count-ratio", "9", "max-overlap", "2");
    assertThat(table.assess(step, settings).reason()).contains("opens 3.0 of them");

    Outcome outcome = table.run(step, settings);

    assertThat(outcome.status()).isEqualTo(Outcome.Status.DONE);
    assertThat(table.assess(step, settings).isDue()).isFalse();
    // Even with a threshold that cannot be reached nothing is done twice.
    assertThat(
            table
                .assess(step, Map.of("min-count", "1", "max-count-ratio", "9", "max-overlap", "0"))
                .isDue())
        .isFalse();
  }
}

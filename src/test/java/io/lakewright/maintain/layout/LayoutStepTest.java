package io.lakewright.maintain.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.maintain.Assessment;
import io.lakewright.maintain.Assessment.Verdict;
import io.lakewright.maintain.Outcome;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.iceberg.TestTable;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class LayoutStepTest {
  private static final String HASHED = ".*/data/[01]{4}/[01]{4}/[01]{4}/[01]{8}/.*\\.parquet";
  private final LayoutStep step = new LayoutStep();

  @Test
  void newFilesGetHashedKeysAndExistingOnesOnlyWhenAsked(SparkSession spark) {
    TestTable table = TestTable.create(spark, "id bigint, day string", "day", Map.of());
    table.sql("INSERT INTO $t VALUES (1, 'a'), (2, 'b')");
    Assessment first = table.assess(step, Map.of());
    assertThat(first.reason()).isEqualTo("1 properties to set, 2 of 2 data files elsewhere");
    assertThat(first.details())
        .contains("Property write.object-storage.enabled becomes true")
        .contains("2 data files under 2 prefixes; the fullest has 50.0 % of them")
        .contains(
            "Request rate once S3 has split by prefix: 7,000 writes and 11,000 reads a second, of which the fullest prefix allows 3,500 and 5,500");

    Outcome properties = table.run(step, Map.of());
    assertThat(properties.status()).isEqualTo(Outcome.Status.DONE);
    table.sql("INSERT INTO $t VALUES (3, 'a')");
    assertThat(paths(table)).filteredOn(path -> path.matches(HASHED)).hasSize(1);
    Assessment left = table.assess(step, Map.of());
    assertThat(left.verdict()).isEqualTo(Verdict.NOT_NEEDED);
    assertThat(left.reason())
        .isEqualTo(
            "New files have this layout; 2 existing ones do not, and rewrite-existing is false");

    List<String> rows = table.rows();
    String budget =
        table.sql("SELECT max(file_size_in_bytes) FROM $t.data_files").head().getLong(0) + " B";
    Outcome half = table.run(step, Map.of("rewrite-existing", "true", "max-bytes", budget));
    assertThat(half.status()).isEqualTo(Outcome.Status.PARTIAL);
    assertThat(half.reason())
        .isEqualTo(
            "0 properties set; 1 of 3 data files elsewhere; the budget was used up, the next run goes on");
    assertThat(table.rows()).isEqualTo(rows);
    Outcome moved = table.run(step, Map.of("rewrite-existing", "true"));
    assertThat(moved.status()).isEqualTo(Outcome.Status.DONE);
    assertThat(paths(table)).isNotEmpty().allMatch(path -> path.matches(HASHED));
    assertThat(table.rows()).isEqualTo(rows);
    assertThat(table.assess(step, Map.of("rewrite-existing", "true")).reason())
        .isEqualTo("New and existing files have this layout");
  }

  @Test
  void filesMoveToAnotherDataFolder(SparkSession spark) {
    TestTable table = TestTable.create(spark, "id bigint", "", Map.of());
    table.sql("INSERT INTO $t VALUES (1)");
    String folder = table.table().location() + "/elsewhere";
    Map<String, String> settings =
        Map.of("data-path", folder, "object-storage", "false", "rewrite-existing", "true");
    assertThat(table.run(step, settings).status()).isEqualTo(Outcome.Status.DONE);
    assertThat(paths(table)).hasSize(1).allMatch(path -> path.startsWith(folder + "/"));
    assertThat(table.rows()).containsExactly("{\"id\":1}");
  }

  @Test
  void aTableWithoutFilesGetsTheLayoutForItsFirstOnes(SparkSession spark) {
    TestTable table = TestTable.create(spark, "id bigint", "", Map.of());
    assertThat(table.run(step, Map.of()).status()).isEqualTo(Outcome.Status.DONE);
    table.sql("INSERT INTO $t VALUES (1)");
    assertThat(paths(table)).hasSize(1).allMatch(path -> path.matches(HASHED));
  }

  @Test
  void aDataFolderIsAPath(SparkSession spark) {
    TestTable table = TestTable.create(spark, "id bigint", "", Map.of());
    assertThatThrownBy(() -> table.assess(step, Map.of("data-path", "lake'; DROP")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("data-path must be a folder such as s3://bucket/data, cannot be: lake'; DROP");
  }

  private static List<String> paths(TestTable table) {
    return table.sql("SELECT file_path FROM $t.data_files").as(Encoders.STRING()).collectAsList();
  }
}

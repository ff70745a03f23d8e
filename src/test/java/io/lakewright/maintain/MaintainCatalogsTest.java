package io.lakewright.maintain;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.Lakewright;
import io.lakewright.maintain.fleet.TableSelection;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.TestDirs;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same upkeep whatever catalog a table is in; JDBC is that of the other tests. */
@ExtendWith(SparkExtension.class)
class MaintainCatalogsTest {
  private final SparkSession spark = SparkExtension.session();

  @ParameterizedTest
  @ValueSource(strings = {"hadoop"})
  void tablesArePlannedLockedMaintainedAndRemembered(String type) {
    String catalog = "upkeep_" + type;
    String key = "spark.sql.catalog." + catalog;
    spark.conf().set(key, "org.apache.iceberg.spark.SparkCatalog");
    spark.conf().set(key + ".type", type);
    spark.conf().set(key + ".warehouse", TestDirs.temporary(type + "-").toString());
    // As Spark's own client of the embedded metastore has it.
    spark.conf().set(key + ".hadoop.hive.metastore.schema.verification", "false");
    spark.conf().set(key + ".hadoop.datanucleus.schema.autoCreateAll", "true");
    spark.sql("CREATE NAMESPACE IF NOT EXISTS " + catalog + ".care");
    String table = catalog + ".care.t";
    spark.sql("CREATE TABLE %s (id BIGINT) USING iceberg".formatted(table));
    spark.sql("INSERT INTO %s SELECT /*+ REPARTITION(6) */ id FROM range(600)".formatted(table));

    assertThat(database(catalog)).containsExactly(TableName.parse(table));
    MaintainResult plan = maintain(table, catalog).dryRun().run();
    assertThat(plan.tables().get(0).isDue()).isTrue();

    MaintainResult done = maintain(table, catalog).run();

    assertThat(done.checkFailed()).as("%s", done.listings()).isFalse();
    assertThat(spark.sql("SELECT * FROM %s.files".formatted(table)).count()).isEqualTo(1);
    assertThat(spark.sql("SELECT sum(id) FROM %s".formatted(table)).head().getLong(0))
        .isEqualTo(599 * 300);
    assertThat(
            spark.sql("SHOW TBLPROPERTIES %s".formatted(table)).collectAsList().stream()
                .map(row -> row.getString(0)))
        .noneMatch(name -> name.startsWith("lakewright.lock."));
    assertThat(
            spark
                .sql("SELECT * FROM %s.care.history WHERE status = 'done'".formatted(catalog))
                .count())
        .isPositive();
  }

  private MaintainBuilder maintain(String table, String catalog) {
    return Lakewright.with(spark)
        .maintain(table)
        .policy(quickPolicy())
        .steps(StepName.COMPACTION, StepName.EXPIRY)
        .history(catalog + ".care.history");
  }

  private static String quickPolicy() {
    return TestDirs.base()
        .resolve("src/test/resources/io/lakewright/maintain/at-once.yaml")
        .toString();
  }

  private List<TableName> database(String catalog) {
    return new TableSelection(
            List.of(), List.of(catalog + ".care"), List.of(), false, List.of(), List.of("history"))
        .resolve(spark);
  }
}

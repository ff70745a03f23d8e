package io.lakewright.maintain.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.maintain.Assessment;
import io.lakewright.maintain.Outcome;
import io.lakewright.maintain.reach.CatalogTables;
import io.lakewright.maintain.reach.FileRows;
import io.lakewright.maintain.reach.RetiredFiles;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.TestDirs;
import io.lakewright.testkit.iceberg.TestTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.spark.SparkCatalog;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SparkExtension.class)
class ExpiryStepTest {
  private static final Map<String, String> AT_ONCE = Map.of("max-age", "0s");

  private final ExpiryStep step = new ExpiryStep(RetiredFiles.NONE, new CatalogTables());
  private final SparkSession spark;

  ExpiryStepTest(SparkSession spark) {
    this.spark = spark;
  }

  private TestTable table(Map<String, String> properties) {
    return TestTable.create(spark, "id bigint, text string", "", properties);
  }

  private TestTable rewritten(Map<String, String> properties) {
    TestTable table = table(properties);
    table.sql("INSERT INTO $t VALUES (1, 'a'), (2, 'b')");
    table.sql("INSERT INTO $t VALUES (3, 'c')");
    table.sql("INSERT OVERWRITE $t VALUES (4, 'd')");
    table.sql("INSERT INTO $t VALUES (5, 'e')");
    return table;
  }

  @Test
  void removesExactlyWhatNoRetainedSnapshotNeeds() {
    TestTable table = rewritten(Map.of());
    List<String> before = table.rows();
    List<String> told = new ArrayList<>();
    ExpiryStep telling =
        new ExpiryStep(
            (context, files) ->
                files
                    .select(FileRows.PATH)
                    .collectAsList()
                    .forEach(row -> told.add(row.getString(0))),
            new CatalogTables());
    int stored = table.stored().size();

    Outcome outcome = table.run(telling, AT_ONCE);

    assertThat(outcome.status()).isEqualTo(Outcome.Status.DONE);
    assertThat(outcome.reason()).startsWith("3 snapshots expired");
    assertThat(table.snapshots()).isEqualTo(1);
    assertThat(table.rows()).isEqualTo(before);
    assertThat(table.stored()).isEqualTo(table.reachable());
    // One metadata file has come, all that went was told.
    assertThat(told).doesNotHaveDuplicates().hasSize(stored + 1 - table.stored().size());
    assertThat(table.assess(step, AT_ONCE).isDue()).isFalse();
  }

  @Test
  void keepsWhatAgeNumberBranchesAndTagsSayAndTellsWhatTheyHold() {
    TestTable table = rewritten(Map.of());
    List<Snapshot> all = new ArrayList<>();
    table.table().snapshots().forEach(all::add);
    table.sql("ALTER TABLE $t CREATE TAG kept AS OF VERSION " + all.get(1).snapshotId());
    table.sql("ALTER TABLE $t CREATE BRANCH aside AS OF VERSION " + all.get(0).snapshotId());
    List<String> tagged = table.rowsAt(all.get(1).snapshotId());

    assertThat(table.assess(step, Map.of("max-age", "2h")).isDue()).isFalse();
    Assessment assessment = table.assess(step, AT_ONCE);
    assertThat(assessment.reason())
        .isEqualTo(
            "1 of 4 snapshots are beyond the retention of 0.0 s, 2 branches and tags hold older"
                + " ones, up to 1.9 kB go with them");
    assertThat(assessment.details())
        .satisfiesExactly(
            all3 ->
                assertThat(all3)
                    .startsWith("2 branches and tags hold 2 snapshots beyond the retention, with "),
            aside -> assertThat(aside).startsWith("aside holds 1 of them, alone 0 files"),
            kept -> assertThat(kept).startsWith("kept holds 1 of them, alone 2 files"));

    table.run(step, Map.of("max-age", "0s", "keep-snapshots", "2"));

    assertThat(table.snapshots()).isEqualTo(4);
    table.run(step, AT_ONCE);
    assertThat(table.snapshots()).isEqualTo(3);
    assertThat(table.rowsAt(all.get(1).snapshotId())).isEqualTo(tagged);
    assertThat(table.stored()).isEqualTo(table.reachable());
  }

  @Test
  void expiresReferencesBeyondTheirOwnAge() {
    TestTable table = rewritten(Map.of());
    Snapshot first = table.table().snapshots().iterator().next();
    table.sql(
        "ALTER TABLE $t CREATE TAG brief AS OF VERSION " + first.snapshotId() + " RETAIN 1 DAYS");
    assertThat(table.assess(step, Map.of("max-age", "2h")).isDue()).isFalse();
    table.table().manageSnapshots().setMaxRefAgeMs("brief", 1).commit();

    assertThat(table.assess(step, Map.of("max-age", "2h")).details())
        .contains("brief is older than its own retention and goes");
    table.run(step, Map.of("max-age", "2h"));

    assertThat(table.table().refs()).doesNotContainKey("brief");
    assertThat(table.snapshots()).isEqualTo(4);
  }

  @Test
  void followsTheTablesOwnRetentionUnlessThePolicySaysOtherwise() {
    TestTable table = rewritten(Map.of("history.expire.max-snapshot-age-ms", "60000"));

    assertThat(table.assess(step, Map.of()).reason()).startsWith("3 of 4 snapshots");
    assertThat(table.assess(step, Map.of("max-age", "5d")).reason()).startsWith("0 of 4 snapshots");
  }

  @Test
  void refusesWhereGarbageCollectionIsOff() {
    TestTable table = rewritten(Map.of("gc.enabled", "false"));

    Assessment assessment = table.assess(step, AT_ONCE);

    assertThat(assessment.verdict()).isEqualTo(Assessment.Verdict.REFUSED);
    assertThat(assessment.reason()).contains("gc.enabled is false");
  }

  @Test
  void removesOldMetadataFilesThoughTheTableIsWrittenToSoOftenThatItsLogIsYoung()
      throws IOException {
    TestTable table = rewritten(Map.of("write.metadata.previous-versions-max", "1"));
    List<String> metadata =
        table.stored().stream().filter(file -> file.endsWith(".metadata.json")).toList();
    Path folder = Path.of(table.table().location().replaceFirst("^file:", ""));
    assertThat(table.assess(step, Map.of()).isDue()).isFalse();
    for (String old : metadata.subList(0, 2)) {
      Files.setLastModifiedTime(
          folder.resolve(old), FileTime.from(Instant.now().minus(Duration.ofDays(6))));
    }
    assertThat(table.run(step, Map.of()).reason()).endsWith("and 2 old metadata files removed");
    assertThat(table.stored()).containsAll(metadata.subList(2, metadata.size()));
    assertThat(table.run(step, Map.of()).status()).isEqualTo(Outcome.Status.SKIPPED);
  }

  @Test
  void removesMetadataFilesThatTheLogHasForgottenButNoneThatATableOrArchiveNeeds() {
    TestTable table = rewritten(Map.of("write.metadata.previous-versions-max", "1"));
    List<String> metadata =
        table.stored().stream().filter(file -> file.endsWith(".metadata.json")).toList();
    String second = table.table().location() + "/" + metadata.get(1);
    table.sql("ALTER TABLE $t SET TBLPROPERTIES ('lakewright.archive.x'='" + second + "')");
    // Another table of the catalog started from an old metadata file of this one.
    String third = table.table().location() + "/" + metadata.get(2);
    spark.sql(
        "CALL lake.system.register_table(table => 'tests.registered', metadata_file => '"
            + third
            + "')");

    Outcome outcome = table.run(step, Map.of("max-age", "0s"));

    assertThat(outcome.reason()).endsWith("and 3 old metadata files removed");
    assertThat(table.stored())
        .doesNotContain(metadata.get(0), metadata.get(3))
        .contains(metadata.get(1), metadata.get(2));
    spark.sql("DROP TABLE lake.tests.registered");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sparesWhatATableRestoredOrRegisteredFromItNeeds(boolean noted) {
    TestTable table = rewritten(Map.of());
    long first = table.table().snapshots().iterator().next().snapshotId();
    String metadata =
        table
            .sql("SELECT file FROM $t.metadata_log_entries ORDER BY timestamp DESC LIMIT 1")
            .first()
            .getString(0);
    spark.sql(
        "CALL lake.system.register_table(table => 'tests.brought_back', metadata_file => '"
            + metadata
            + "')");
    if (noted) {
      table.sql("ALTER TABLE $t SET TBLPROPERTIES ('lakewright.restored-as'='tests.brought_back')");
    }
    assertThat(table.assess(step, AT_ONCE).details())
        .containsExactly("may share files with lake.tests.brought_back: what these need stays");

    Outcome outcome = table.run(step, AT_ONCE);

    assertThat(outcome.reason()).startsWith("3 snapshots expired, 0 files");
    assertThat(table.snapshots()).isEqualTo(1);
    assertThat(spark.sql("SELECT * FROM lake.tests.brought_back").count()).isEqualTo(2);
    assertThat(spark.sql("SELECT * FROM lake.tests.brought_back VERSION AS OF " + first).count())
        .isEqualTo(2);
    spark.sql("DROP TABLE lake.tests.brought_back");
  }

  /** A catalog of which one namespace may not be seen. */
  public static final class Guarded extends SparkCatalog {
    @Override
    public Identifier[] listTables(String[] namespace) {
      if (namespace[0].equals("secret")) {
        throw new ForbiddenException("Not yours to see: %s", namespace[0]);
      }
      return super.listTables(namespace);
    }
  }

  @Test
  void passesOverNamespacesThatItMayNotSee() {
    spark.conf().set("spark.sql.catalog.guarded", Guarded.class.getName());
    spark.conf().set("spark.sql.catalog.guarded.type", "hadoop");
    spark
        .conf()
        .set("spark.sql.catalog.guarded.warehouse", TestDirs.temporary("guarded-").toString());
    TestTable table = TestTable.create(spark, "guarded", "id bigint", "", Map.of());
    spark.sql("CREATE NAMESPACE guarded.secret");
    table.sql("INSERT INTO $t VALUES (1)");
    table.sql("INSERT INTO $t VALUES (2)");

    assertThat(table.run(step, AT_ONCE).reason()).startsWith("1 snapshots expired");
  }

  @Test
  void forgetsSchemasAndSpecsThatNoSnapshotUses() {
    TestTable table = rewritten(Map.of());
    table.sql("ALTER TABLE $t ADD COLUMN more int");
    table.sql("ALTER TABLE $t ADD PARTITION FIELD bucket(2, id)");
    table.sql("INSERT OVERWRITE $t VALUES (9, 'z', 1)");
    table.sql("INSERT INTO $t VALUES (10, 'z', 1)");
    List<String> before = table.rows();

    table.run(step, AT_ONCE);

    assertThat(table.table().schemas()).hasSize(1);
    assertThat(table.table().specs()).hasSize(1);
    assertThat(table.rows()).isEqualTo(before);
    assertThat(table.stored()).isEqualTo(table.reachable());
  }
}

package io.lakewright.maintain.orphans;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.maintain.Assessment;
import io.lakewright.maintain.Outcome;
import io.lakewright.maintain.TableContext;
import io.lakewright.maintain.reach.CatalogTables;
import io.lakewright.maintain.reach.Locations;
import io.lakewright.maintain.reach.RetiredFiles;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.iceberg.TestTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SparkExtension.class)
class OrphansStepTest {
  private final Instant old = Instant.now().minus(Duration.ofDays(30));

  private final SparkSession spark;

  OrphansStepTest(SparkSession spark) {
    this.spark = spark;
  }

  private static OrphansStep step(int localFiles) {
    return new OrphansStep(
        RetiredFiles.NONE, List.of(new FolderQuarantine()), new CatalogTables(), localFiles);
  }

  private static OrphansStep step() {
    return step(Candidates.LOCAL_FILES);
  }

  private static Map<String, String> now(String... more) {
    Map<String, String> settings = new HashMap<>(Map.of("dry-run", "false"));
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  /** A table with files of all kinds, whose deletes are vectors in a Puffin file. */
  private TestTable table() {
    TestTable table =
        TestTable.create(
            spark,
            "id bigint, part int",
            "part",
            Map.of(
                "format-version",
                "3",
                "write.delete.mode",
                "merge-on-read",
                "write.metadata.previous-versions-max",
                "1"));
    table.sql("INSERT INTO $t SELECT id, 1 FROM range(20)");
    table.sql("DELETE FROM $t WHERE id = 3");
    SparkActions.get(spark).computeTableStats(table.table()).execute();
    SparkActions.get(spark).computePartitionStats(table.table()).execute();
    table.sql("INSERT INTO $t VALUES (100, 2)");
    return table;
  }

  private static Path folder(TestTable table) {
    return Path.of(table.table().location().replaceFirst("^file:", ""));
  }

  private static void plant(TestTable table, String name) throws IOException {
    Path file = folder(table).resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "nobody knows me");
  }

  /** Everything there is becomes old, so that age protects nothing. */
  private void age(TestTable table) throws IOException {
    try (Stream<Path> files = Files.walk(folder(table))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, FileTime.from(old));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, Candidates.LOCAL_FILES})
  void findsFilesThatNothingNeedsAndNoOthers(int localFiles) throws IOException {
    TestTable table = table();
    List<String> before = table.stored();
    List<String> orphans =
        List.of(
            "data/part=1/orphan.parquet",
            "data/part=1/orphan-00001-deletes.puffin",
            "metadata/orphan-m0.avro");
    List<String> spared =
        List.of(
            "data/part=1/.hidden.parquet",
            "data/_temporary/x.parquet",
            "data/README",
            "metadata/00077-x.metadata.json",
            "metadata/1-x.stats",
            "metadata/partition-stats-1.parquet",
            "metadata/version-hint.text");
    for (String name : Stream.concat(orphans.stream(), spared.stream()).toList()) {
      plant(table, name);
    }
    age(table);
    plant(table, "data/part=1/young.parquet");

    Outcome outcome = table.run(step(localFiles), now("action", "delete"));

    assertThat(outcome.status()).as(outcome.reason()).isEqualTo(Outcome.Status.DONE);
    assertThat(outcome.reason()).startsWith("3 orphans (45 B) deleted");
    List<String> expected = new ArrayList<>(before);
    expected.addAll(spared);
    expected.add("data/part=1/young.parquet");
    assertThat(table.stored()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(table.assess(step(localFiles), now()).isDue()).isFalse();
    assertThat(table.rows()).hasSize(20);
  }

  @Test
  void onlyReportsUntilToldOtherwise() throws IOException {
    TestTable table = table();
    plant(table, "data/orphan.parquet");
    age(table);

    Assessment assessment = table.assess(step(), Map.of());

    assertThat(assessment.isDue()).isFalse();
    assertThat(assessment.reason())
        .isEqualTo(
            "1 orphans (15 B) older than 3 days; reported only, since orphans.dry-run is true");
    assertThat(assessment.details()).singleElement().asString().endsWith("data/orphan.parquet");
  }

  @Test
  void setsAsideByMovingIntoAHiddenFolderThatGoesAfterAWhile() throws IOException {
    TestTable table = table();
    plant(table, "data/part=1/orphan.parquet");
    age(table);

    Outcome outcome = table.run(step(), now());

    assertThat(outcome.reason()).contains("set aside: moved to .lakewright-quarantine");
    assertThat(table.stored())
        .filteredOn(name -> name.endsWith("orphan.parquet"))
        .singleElement()
        .asString()
        .startsWith(".lakewright-quarantine/");
    assertThat(table.assess(step(), now()).isDue()).isFalse();

    Instant later = Instant.now().plus(Duration.ofDays(20));
    table.run(step(), Map.of(), later);
    assertThat(table.stored()).filteredOn(name -> name.endsWith("orphan.parquet")).hasSize(1);
    table.run(step(), now(), later);
    assertThat(table.stored()).filteredOn(name -> name.endsWith("orphan.parquet")).isEmpty();
  }

  @Test
  void sparesWhatOtherTablesNeedInTheSameFolders() throws IOException {
    TestTable table = table();
    String metadata =
        table
            .sql("SELECT file FROM $t.metadata_log_entries ORDER BY timestamp DESC LIMIT 1")
            .first()
            .getString(0);
    table.sql("DROP TABLE IF EXISTS lake.tests.restored");
    spark.sql(
        "CALL lake.system.register_table(table => 'tests.restored', metadata_file => '"
            + metadata
            + "')");
    spark.sql(
        "CREATE TABLE lake.tests.nested (id bigint) USING iceberg LOCATION '"
            + table.table().location()
            + "/data/nested'");
    spark.sql("INSERT INTO lake.tests.nested VALUES (1)");
    // The first table forgets what the restored one still needs.
    table.sql("INSERT OVERWRITE $t VALUES (7, 7)");
    table
        .table()
        .expireSnapshots()
        .expireOlderThan(Long.MAX_VALUE)
        .cleanExpiredFiles(false)
        .commit();
    plant(table, "data/orphan.parquet");
    plant(table, "data/nested/data/orphan-of-nested.parquet");
    age(table);

    Outcome outcome = table.run(step(), now("action", "delete"));

    // The overwrite's own expired snapshots left nothing that the restored table does not need.
    assertThat(outcome.reason()).startsWith("1 orphans");
    assertThat(table.stored()).contains("data/nested/data/orphan-of-nested.parquet");
    assertThat(spark.sql("SELECT * FROM lake.tests.restored").count()).isEqualTo(20);
    assertThat(spark.sql("SELECT * FROM lake.tests.nested").count()).isEqualTo(1);
    spark.sql("DROP TABLE lake.tests.restored");
    spark.sql("DROP TABLE lake.tests.nested");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, Candidates.LOCAL_FILES})
  void leavesFoldersThatAreTablesOfTheirOwnAlone(int localFiles) throws IOException {
    TestTable table = table();
    List<String> theirs =
        List.of(
            "data/delta/_delta_log/00000.json",
            "data/delta/day=1/part-0.parquet",
            "data/hudi/.hoodie/hoodie.properties",
            "data/hudi/a.parquet",
            "sink/_spark_metadata/0",
            "sink/part-0.parquet",
            "other/metadata/00001-x.metadata.json",
            "other/metadata/snap-1.avro",
            "other/data/a.parquet",
            "export/_SUCCESS",
            "export/part-0.parquet",
            "paimon/schema/schema-0",
            "paimon/bucket-0/data-0.parquet");
    for (String name : theirs) {
      plant(table, name);
    }
    plant(table, "data/deltas.parquet");
    age(table);

    TableContext context =
        table.context(step(localFiles), now("action", "delete"), Instant.now().plusSeconds(3600));
    Assessment assessment = step(localFiles).assess(context);
    Outcome outcome = step(localFiles).run(context, assessment);

    String root = Locations.folderKey(table.table().location());
    assertThat(assessment.details())
        .contains(
            "skipped: " + root + "data/delta/ is a Delta table",
            "skipped: " + root + "other/ is another Iceberg table",
            "skipped: 1 more such folders");
    assertThat(outcome.reason()).startsWith("1 orphans");
    assertThat(table.stored()).containsAll(theirs).doesNotContain("data/deltas.parquet");
  }

  @Test
  void refusesWhatIsNotSafe() throws IOException {
    TestTable table = table();
    for (int i = 0; i < 120; i++) {
      plant(table, "data/orphan" + i + ".parquet");
    }
    age(table);

    assertRefused(table, now("min-age", "1h"), "min-age is below one day");
    assertThat(
            table
                .assess(step(), now("min-age", "1h", "force-age", "true", "max-share", "1"))
                .isDue())
        .isTrue();
    assertRefused(table, now(), "more than max-share allows");
    String impl = "spark.sql.catalog.lake.catalog-impl";
    String was = spark.conf().get(impl);
    spark.conf().set(impl, "org.apache.iceberg.nessie.NessieCatalog");
    try {
      assertRefused(table, now("max-share", "1"), "Nessie keeps other versions of the table");
    } finally {
      spark.conf().set(impl, was);
    }
    assertThat(table.assess(step(0), now()).reason()).contains("more than max-share allows");
    plant(table, "_delta_log/00000.json");
    assertRefused(table, now("max-share", "1"), "is a Delta table too");
    OrphansStep nowhere = new OrphansStep(RetiredFiles.NONE, List.of(), new CatalogTables());
    assertThat(table.assess(nowhere, now()).reason()).contains("there is no quarantine");
    table.sql("ALTER TABLE $t SET TBLPROPERTIES ('lakewright.archive.x'='s3://b/x')");
    assertRefused(table, now("action", "delete"), "the table has archives");
    table.sql("ALTER TABLE $t SET TBLPROPERTIES ('gc.enabled'='false')");
    assertRefused(table, now(), "gc.enabled is false");
  }

  private static void assertRefused(TestTable table, Map<String, String> settings, String why) {
    Assessment assessment = table.assess(step(), settings);
    assertThat(assessment.verdict()).isEqualTo(Assessment.Verdict.REFUSED);
    assertThat(assessment.reason()).contains(why);
  }
}

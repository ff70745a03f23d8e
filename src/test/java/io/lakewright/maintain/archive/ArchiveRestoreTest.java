package io.lakewright.maintain.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.UserException;
import io.lakewright.job.JobContext;
import io.lakewright.job.SparkProgress;
import io.lakewright.maintain.Assessment;
import io.lakewright.maintain.Outcome;
import io.lakewright.maintain.TableName;
import io.lakewright.maintain.archive.RestoreOptions.RestorePoint;
import io.lakewright.maintain.archive.RestoreResult.State;
import io.lakewright.maintain.expiry.ExpiryStep;
import io.lakewright.maintain.reach.CatalogTables;
import io.lakewright.maintain.reach.RetiredFiles;
import io.lakewright.testkit.FaultProxy;
import io.lakewright.testkit.FaultProxy.Fault;
import io.lakewright.testkit.S3MockExtension;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.iceberg.S3Lake;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.s3.model.Tier;

@ExtendWith({SparkExtension.class, S3MockExtension.class})
class ArchiveRestoreTest {
  private S3Lake lake = S3Lake.create(S3Lake.softDeletes());

  @Test
  void aPartitionIsArchivedAndTheTableAsOfThenComesBackWithItsSchema() throws Exception {
    lake.sql("CREATE TABLE $lake.t (id INT, day STRING) PARTITIONED BY (day)");
    lake.sql("INSERT INTO $lake.t VALUES (1, 'a'), (3, 'a'), (2, 'b')");
    long first = lake.table("t").currentSnapshot().snapshotId();
    long millis = lake.table("t").currentSnapshot().timestampMillis();
    lake.sql("ALTER TABLE $lake.t ADD COLUMN more INT");
    Set<String> before = lake.reachable("t");

    assertThatThrownBy(() -> archive(Optional.of("id = 1"), false))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Name whole partitions");
    assertThat(ArchiveRecord.of(lake.table("t"))).as("what came to nothing leaves none").isEmpty();
    // Marked by another tag than the catalog's, which restore finds out by itself.
    ArchiveResult result =
        new ArchiveJob(
                new ArchiveOptions(
                    name("t"), Duration.ZERO, Optional.of("day = 'a'"), Map.of("gone", "1"), false))
            .run(context());

    assertThat(result.objects().failed()).isZero();
    assertThat(lake.rows("SELECT * FROM $lake.t")).containsExactly("{\"id\":2,\"day\":\"b\"}");
    before.removeAll(lake.reachable("t"));
    before.removeIf(path -> path.endsWith(".metadata.json"));
    assertThat(before)
        .hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(path -> assertThat(lake.tags(path)).containsEntry("gone", "1"));

    for (RestorePoint point :
        List.of(
            new RestorePoint(
                Optional.empty(), Optional.of(first), Optional.empty(), Optional.empty()),
            new RestorePoint(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(millis)))) {
      String name = "back" + (point.asOf().isPresent() ? "_as_of" : "");
      assertThat(restore(name, point).state()).isEqualTo(State.RESTORED);
      assertThat(lake.sql("SELECT * FROM $lake." + name).columns()).containsExactly("id", "day");
      assertThat(lake.rows("SELECT * FROM $lake." + name))
          .containsExactly(
              "{\"id\":1,\"day\":\"a\"}", "{\"id\":2,\"day\":\"b\"}", "{\"id\":3,\"day\":\"a\"}");
      assertThat(lake.reachable(name))
          .allSatisfy(path -> assertThat(lake.tags(path)).doesNotContainKeys("retired", "gone"));
    }
    assertThatThrownBy(() -> archiveOf("back"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("gc.enabled=false");
  }

  @Test
  void aDryRunCountsWhatWouldBeRetiredAndChangesNothing() throws Exception {
    lake.sql("CREATE TABLE $lake.t (id INT)");
    lake.sql("INSERT INTO $lake.t VALUES (1)");
    lake.sql("INSERT OVERWRITE $lake.t VALUES (2)");
    lake.sql("ALTER TABLE $lake.t CREATE TAG keep");
    lake.sql("INSERT OVERWRITE $lake.t VALUES (3)");
    Set<String> objects = lake.objects();
    ArchiveResult preview = archive(Optional.empty(), true);
    assertThat(lake.objects()).isEqualTo(objects);
    ArchiveResult real = archive(Optional.empty(), false);
    assertThat(preview.snapshots()).isEqualTo(real.snapshots()).isEqualTo(1);
    assertThat(preview.objects().objects()).isEqualTo(real.objects().objects());
    assertThat(preview.bytes()).isEqualTo(real.bytes()).isPositive();
    assertThat(preview.pinned()).containsExactly("tag keep");
  }

  @Test
  void anArchiveThatCouldNotTagEverythingIsFinishedByTheNextOne() throws Exception {
    try (FaultProxy proxy = FaultProxy.start(S3MockExtension.endpoint())) {
      Map<String, String> properties = new HashMap<>(S3Lake.softDeletes());
      properties.put("s3.endpoint", proxy.endpoint());
      lake = S3Lake.create(properties);
      lake.sql("CREATE TABLE $lake.t (id INT)");
      lake.sql("INSERT INTO $lake.t VALUES (1)");
      Set<String> retired = new TreeSet<>(lake.reachable("t"));
      lake.sql("INSERT OVERWRITE $lake.t VALUES (2)");
      proxy.plan(FaultProxy.always(Fault.DENIED, r -> r.toString().contains("?tagging")));
      ArchiveResult failed = archive(Optional.empty(), false);
      assertThat(failed.checkFailed()).isTrue();
      assertThat(ArchiveRecord.of(lake.table("t"))).singleElement().matches(ArchiveRecord::pending);
      proxy.heal();
      archive(Optional.empty(), false);
      retired.removeAll(lake.reachable("t"));
      retired.removeIf(path -> path.endsWith(".metadata.json"));
      assertThat(retired)
          .isNotEmpty()
          .allSatisfy(path -> assertThat(lake.tags(path)).containsEntry("retired", "yes"));
      assertThat(ArchiveRecord.of(lake.table("t"))).noneMatch(ArchiveRecord::pending);
    }
  }

  @Test
  void whatALifecycleRuleHasRemovedIsNamedAndNothingIsRegistered() throws Exception {
    lake.sql("CREATE TABLE $lake.t (id INT)");
    lake.sql("INSERT INTO $lake.t VALUES (1)");
    String data = lake.sql("SELECT file_path FROM $lake.t.files").head().getString(0);
    lake.sql("INSERT OVERWRITE $lake.t VALUES (2)");
    archive(Optional.empty(), false);
    try (var objects = lake.access().open()) {
      objects.delete(data);
    }
    assertThatThrownBy(() -> restore("back", RestorePoint.LATEST_ARCHIVE))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("are gone or cannot be had; choose another version")
        .hasMessageContaining(data);
    assertThat(lake.sql("SHOW TABLES IN " + lake.catalog() + ".db").count()).isEqualTo(1);
    assertThatThrownBy(() -> archive(Optional.empty(), false))
        .as("what was brought back is not retired before somebody decides")
        .isInstanceOf(UserException.class)
        .hasMessageContaining("as db.back waits for objects from Glacier");
  }

  @Test
  void aNameThatIsTakenAndATableWithoutATagForRetiredObjectsAreRefused() throws Exception {
    lake.sql("CREATE TABLE $lake.t (id INT)");
    lake.sql("INSERT INTO $lake.t VALUES (1)");
    lake.sql("CREATE TABLE $lake.other (id INT)");
    assertThatThrownBy(() -> restore("other", RestorePoint.LATEST_ARCHIVE))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("exists and was not restored from");
    assertThatThrownBy(() -> restore("back", RestorePoint.LATEST_ARCHIVE))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has no archive");
    lake = S3Lake.create(Map.of());
    lake.sql("CREATE TABLE $lake.t (id INT)");
    assertThatThrownBy(() -> archive(Optional.empty(), false))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("s3.delete.tags.");
  }

  @Test
  void expiryThatDeletesForGoodIsRefusedOnceATableHasArchives() {
    lake = S3Lake.create(Map.of());
    lake.sql("CREATE TABLE $lake.t (id INT) TBLPROPERTIES ('lakewright.archive.x'='s3://b/x')");
    ExpiryStep expiry = new ExpiryStep(RetiredFiles.NONE, new CatalogTables());
    Assessment assessment = expiry.assess(lake.context("t", expiry, Map.of()));
    assertThat(assessment.verdict()).isEqualTo(Assessment.Verdict.REFUSED);
    assertThat(assessment.reason()).contains("the table has archives");
  }

  @Test
  void metadataFilesThatTheLogHasForgottenAreFoundAndTaggedOnS3() {
    lake.sql(
        "CREATE TABLE $lake.m (id INT) TBLPROPERTIES ('write.metadata.previous-versions-max'='1')");
    for (int i = 0; i < 7; i++) {
      lake.sql("ALTER TABLE $lake.m SET TBLPROPERTIES ('a'='%d')".formatted(i));
    }
    List<String> versions =
        lake.objects().stream()
            .filter(path -> path.contains("/m/") && path.endsWith(".metadata.json"))
            .toList();
    ExpiryStep expiry = new ExpiryStep(RetiredFiles.NONE, new CatalogTables());
    assertThat(lake.run("m", expiry, Map.of()).status()).isEqualTo(Outcome.Status.SKIPPED);

    Outcome outcome = lake.run("m", expiry, Map.of("max-age", "0s"));

    assertThat(outcome.reason()).endsWith("and 6 old metadata files removed");
    for (String path : versions) {
      assertThat(lake.tags(path).containsKey("retired"))
          .as(path)
          .isEqualTo(versions.indexOf(path) < 6);
    }
  }

  private ArchiveResult archive(Optional<String> where, boolean dryRun)
      throws InterruptedException {
    return new ArchiveJob(new ArchiveOptions(name("t"), Duration.ZERO, where, Map.of(), dryRun))
        .run(context());
  }

  private ArchiveResult archiveOf(String table) throws InterruptedException {
    return new ArchiveJob(
            new ArchiveOptions(name(table), Duration.ZERO, Optional.empty(), Map.of(), false))
        .run(context());
  }

  private RestoreResult restore(String as, RestorePoint point) throws InterruptedException {
    return new RestoreJob(
            new RestoreOptions(
                name("t"),
                name(as),
                point,
                Map.of(),
                Tier.STANDARD,
                7,
                Duration.ZERO,
                Duration.ofSeconds(1),
                false))
        .run(context());
  }

  private JobContext context() {
    String run = "run-" + System.nanoTime();
    return new JobContext(
        lake.spark(), run, Clock.systemUTC(), SparkProgress.silent(lake.spark(), run));
  }

  private TableName name(String table) {
    return TableName.parse(lake.name(table));
  }
}

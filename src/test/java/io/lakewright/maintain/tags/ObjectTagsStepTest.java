package io.lakewright.maintain.tags;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.maintain.Assessment;
import io.lakewright.maintain.Assessment.Verdict;
import io.lakewright.maintain.Outcome;
import io.lakewright.maintain.Requests;
import io.lakewright.maintain.reach.CatalogTables;
import io.lakewright.maintain.s3.ReachableObjects;
import io.lakewright.testkit.FaultProxy;
import io.lakewright.testkit.FaultProxy.Fault;
import io.lakewright.testkit.S3MockExtension;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.iceberg.S3Lake;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({SparkExtension.class, S3MockExtension.class})
class ObjectTagsStepTest {
  private final ObjectTagsStep step = new ObjectTagsStep(new CatalogTables());

  @Test
  void whatIcebergFailedToTagInSilenceIsTaggedAndNothingIsLookedAtTwice() {
    try (FaultProxy proxy = FaultProxy.start(S3MockExtension.endpoint())) {
      Map<String, String> properties = new HashMap<>(S3Lake.softDeletes());
      properties.put("s3.endpoint", proxy.endpoint());
      S3Lake lake = S3Lake.create(properties);
      lake.sql("CREATE TABLE $lake.t (id INT) TBLPROPERTIES ('write.delete.mode'='copy-on-write')");
      lake.sql("INSERT INTO $lake.t VALUES (1), (2)");
      Set<String> before = lake.reachable("t");
      lake.sql("DELETE FROM $lake.t WHERE id = 1");
      proxy.plan(FaultProxy.always(Fault.DENIED, r -> r.toString().contains("?tagging")));
      expire(lake);
      Set<String> retired = new TreeSet<>(before);
      retired.removeAll(lake.reachable("t"));
      retired.removeIf(path -> path.endsWith(".metadata.json"));
      assertThat(retired).as("data, manifest, list").hasSizeGreaterThanOrEqualTo(3);
      assertThat(retired)
          .allSatisfy(path -> assertThat(lake.tags(path)).doesNotContainKey("retired"));

      Outcome denied = lake.run("t", step, Map.of());
      assertThat(denied.status()).isEqualTo(Outcome.Status.PARTIAL);
      assertThat(denied.errors()).anyMatch(e -> e.endsWith("AccessDenied: Access Denied"));
      proxy.heal();
      Outcome outcome = lake.run("t", step, Map.of());

      assertThat(outcome.status()).isEqualTo(Outcome.Status.DONE);
      assertThat(retired)
          .allSatisfy(
              path ->
                  assertThat(lake.tags(path)).isEqualTo(Map.of("state", "live", "retired", "yes")));
      assertThat(lake.reachable("t"))
          .allSatisfy(path -> assertThat(lake.tags(path)).isEqualTo(Map.of("state", "live")));
      Assessment again = step.assess(lake.context("t", step, Map.of()));
      assertThat(again.verdict()).isEqualTo(Verdict.NOT_NEEDED);
      assertThat(again.reason()).isEqualTo("No object has come or gone since the last check");
      assertThat(lake.rows("SELECT * FROM $lake.t")).containsExactly("{\"id\":2}");

      lake.sql("INSERT INTO $lake.t VALUES (3)");
      Outcome more = lake.run("t", step, Map.of());
      assertThat(more.effort().requests().reads())
          .as("a data file, a manifest, a list, a metadata file")
          .isLessThanOrEqualTo(5);
    }
  }

  @Test
  void objectsOfEnginesThatDoNotTagAreBroughtInLineAndALiveOneLosesTheDeleteTag() {
    S3Lake lake = S3Lake.create(S3Lake.softDeletes());
    lake.sql("CREATE TABLE $lake.t (id INT)");
    lake.sql("INSERT INTO $lake.t VALUES (1), (2)");
    String untagged = dataFile(lake);
    lake.tag(untagged, Map.of());
    String metadata =
        lake.reachable("t").stream().filter(p -> p.endsWith(".metadata.json")).findAny().get();
    lake.tag(metadata, Map.of("retired", "yes", "team", "a"));

    Outcome outcome = lake.run("t", step, Map.of());

    assertThat(outcome.status()).isEqualTo(Outcome.Status.DONE);
    assertThat(outcome.before().files()).isEqualTo(2);
    assertThat(lake.tags(untagged)).isEqualTo(Map.of("state", "live"));
    assertThat(lake.tags(metadata)).isEqualTo(Map.of("state", "live", "team", "a"));
  }

  @Test
  void tagsOfThePolicyGoBeforeThoseOfTheCatalogAndItSaysWhatTheCatalogLacks() {
    S3Lake lake = S3Lake.create(Map.of());
    lake.sql("CREATE TABLE $lake.t (id INT)");
    lake.sql("INSERT INTO $lake.t VALUES (1)");
    Map<String, String> policy = Map.of("write-tags", "state=live, team=a");
    assertThat(step.assess(lake.context("t", step, policy)).details())
        .contains(
            "New objects get this tag only here until the catalog has spark.sql.catalog.%s.s3.write.tags.team=a"
                .formatted(lake.catalog()));
    Outcome outcome = lake.run("t", step, policy);
    assertThat(lake.tags(dataFile(lake))).isEqualTo(Map.of("state", "live", "team", "a"));
    assertThat(outcome.effort().requests()).isEqualTo(new Requests(4, 4, 0));
  }

  @Test
  void softDeletesWithoutATagAreRefusedBecauseNothingWouldEverRemoveTheFiles() {
    S3Lake lake = S3Lake.create(Map.of("s3.delete-enabled", "false"));
    lake.sql("CREATE TABLE $lake.t (id INT)");
    Assessment assessment = step.assess(lake.context("t", step, Map.of()));
    assertThat(assessment.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(assessment.reason()).contains("removed files stay for ever");
  }

  @Test
  void whatHasComeIsCheckedThoughWhatWentIsGoneForGood() {
    S3Lake lake = S3Lake.create(Map.of("s3.write.tags.state", "live"));
    lake.sql("CREATE TABLE $lake.t (id INT)");
    lake.sql("INSERT INTO $lake.t VALUES (1)");
    lake.run("t", step, Map.of());
    lake.sql("INSERT OVERWRITE $lake.t VALUES (2)");
    expire(lake);
    lake.tag(dataFile(lake), Map.of());

    Outcome outcome = lake.run("t", step, Map.of());

    assertThat(outcome.status()).as(outcome.reason()).isEqualTo(Outcome.Status.DONE);
    assertThat(lake.tags(dataFile(lake))).isEqualTo(Map.of("state", "live"));
  }

  @Test
  void retiredFilesOfASpecThatTheTableHasForgottenAreTagged() {
    S3Lake lake = S3Lake.create(S3Lake.softDeletes());
    lake.sql("CREATE TABLE $lake.t (id INT)");
    lake.sql("INSERT INTO $lake.t VALUES (1)");
    lake.run("t", step, Map.of());
    String retired = dataFile(lake);
    lake.sql("ALTER TABLE $lake.t ADD PARTITION FIELD bucket(2, id)");
    lake.sql("INSERT OVERWRITE $lake.t VALUES (2)");
    lake.sql("INSERT INTO $lake.t VALUES (3)");
    lake.table("t")
        .expireSnapshots()
        .expireOlderThan(Long.MAX_VALUE)
        .cleanExpiredFiles(false)
        .cleanExpiredMetadata(true)
        .commit();
    assertThat(lake.table("t").specs()).hasSize(1);

    Outcome outcome = lake.run("t", step, Map.of());

    assertThat(outcome.status()).as(outcome.reason()).isEqualTo(Outcome.Status.DONE);
    assertThat(lake.tags(retired)).containsEntry("retired", "yes");
  }

  @Test
  void whatHasGoneSinceTheLastCheckIsTaggedThoughTheLogHasForgottenTheTableOfThen() {
    S3Lake lake = S3Lake.create(S3Lake.softDeletes());
    lake.sql(
        "CREATE TABLE $lake.t (id INT) TBLPROPERTIES ('write.metadata.previous-versions-max'='1')");
    lake.sql("INSERT INTO $lake.t VALUES (1)");
    lake.run("t", step, Map.of());
    String retired = dataFile(lake);
    lake.sql("INSERT OVERWRITE $lake.t VALUES (2)");
    expireUntagged(lake);

    lake.run("t", step, Map.of());

    assertThat(lake.tags(retired)).containsEntry("retired", "yes");
  }

  @Test
  void whatAKilledRunHasNotTaggedIsTaggedThoughTheLogHasForgottenItAndNoCheckCameBefore() {
    S3Lake lake = S3Lake.create(S3Lake.softDeletes());
    lake.sql(
        "CREATE TABLE $lake.t (id INT) TBLPROPERTIES ('write.metadata.previous-versions-max'='1')");
    lake.sql("INSERT INTO $lake.t VALUES (1)");
    String retired = dataFile(lake);
    lake.sql("INSERT OVERWRITE $lake.t VALUES (2)");
    TaggedRetirement tagging = new TaggedRetirement();
    tagging.retiring(lake.context("t", step, Map.of()));
    expireUntagged(lake);

    lake.run("t", step, Map.of());

    assertThat(lake.tags(retired)).containsEntry("retired", "yes");
    assertThat(lake.table("t").properties()).doesNotContainKey("lakewright.retiring");
    tagging.retiring(lake.context("t", step, Map.of()));
    assertThat(step.assess(lake.context("t", step, Map.of())).isDue()).isTrue();
  }

  /** As a run that is killed before it tags; then the log forgets what was there. */
  private static void expireUntagged(S3Lake lake) {
    lake.table("t")
        .expireSnapshots()
        .expireOlderThan(Long.MAX_VALUE)
        .cleanExpiredFiles(false)
        .commit();
    lake.sql("ALTER TABLE $lake.t SET TBLPROPERTIES ('a'='1')");
    lake.sql("ALTER TABLE $lake.t SET TBLPROPERTIES ('a'='2')");
  }

  @Test
  void whatATableRegisteredByHandStillNeedsIsNotRetired() {
    S3Lake lake = S3Lake.create(S3Lake.softDeletes());
    lake.sql("CREATE TABLE $lake.t (id INT)");
    lake.sql("INSERT INTO $lake.t VALUES (1)");
    String needed = dataFile(lake);
    String metadata = ReachableObjects.metadata(lake.table("t")).metadataFileLocation();
    lake.icebergCatalog().registerTable(TableIdentifier.of("db", "registered"), metadata);
    lake.sql("INSERT OVERWRITE $lake.t VALUES (2)");
    String retired = dataFile(lake);
    lake.sql("INSERT OVERWRITE $lake.t VALUES (3)");
    lake.table("t")
        .expireSnapshots()
        .expireOlderThan(Long.MAX_VALUE)
        .cleanExpiredFiles(false)
        .commit();

    lake.run("t", step, Map.of());

    assertThat(lake.tags(retired)).containsEntry("retired", "yes");
    assertThat(lake.tags(needed)).doesNotContainKey("retired");
    assertThat(lake.tags(metadata)).doesNotContainKey("retired");
  }

  private static String dataFile(S3Lake lake) {
    return lake.sql("SELECT file_path FROM $lake.t.files").head().getString(0);
  }

  private static void expire(S3Lake lake) {
    lake.sql(
        "CALL %s.system.expire_snapshots(table => 'db.t', older_than => TIMESTAMP '2999-01-01', retain_last => 1)"
            .formatted(lake.catalog()));
  }
}

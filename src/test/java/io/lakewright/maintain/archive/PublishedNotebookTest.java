package io.lakewright.maintain.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.job.JobContext;
import io.lakewright.job.SparkProgress;
import io.lakewright.maintain.Assessment;
import io.lakewright.maintain.TableName;
import io.lakewright.maintain.archive.RestoreOptions.RestorePoint;
import io.lakewright.maintain.lifecycle.LifecycleStep;
import io.lakewright.maintain.reach.CatalogTables;
import io.lakewright.maintain.s3.LostObjects;
import io.lakewright.maintain.s3.ReachableObjects;
import io.lakewright.maintain.s3.S3Objects;
import io.lakewright.maintain.tags.ObjectTagsStep;
import io.lakewright.testkit.MotoExtension;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.iceberg.S3Lake;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.Table;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.StorageClass;
import software.amazon.awssdk.services.s3.model.Tier;

/**
 * The steps of the published notebook on cheap storage for Iceberg tables: tag what is written,
 * delete a row, expire, see both tags, let a lifecycle rule act on them, come back to the archive.
 */
@ExtendWith({MotoExtension.class, SparkExtension.class})
class PublishedNotebookTest {
  private static final Map<String, String> EXPIRING = Map.of("expire-days", "180");
  private S3Lake lake;

  @Test
  void deletedRowsMoveToCheapStorageAndComeBackAsATable() throws Exception {
    lake = S3Lake.create(MotoExtension.newBucket(), MotoExtension.iceberg(), S3Lake.softDeletes());
    lake.sql("CREATE TABLE $lake.reviews (id INT, stars INT)");
    lake.sql("INSERT INTO $lake.reviews VALUES (1, 5), (2, 1)");
    Set<String> written = lake.reachable("reviews");
    long first = lake.table("reviews").currentSnapshot().snapshotId();
    assertThat(written)
        .allSatisfy(p -> assertThat(lake.tags(p)).isEqualTo(Map.of("state", "live")));

    lake.sql("DELETE FROM $lake.reviews WHERE stars = 1");
    ArchiveResult archived =
        archive(
            new ArchiveOptions(name("reviews"), Duration.ZERO, Optional.empty(), Map.of(), false));

    Set<String> retired = new TreeSet<>(written);
    retired.removeAll(lake.reachable("reviews"));
    retired.removeIf(path -> path.endsWith(".metadata.json"));
    assertThat(archived.snapshots()).isEqualTo(1);
    assertThat(archived.objects().changed()).isEqualTo(retired.size()).isGreaterThanOrEqualTo(3);
    assertThat(retired)
        .as("still there, with both tags")
        .allSatisfy(
            p -> assertThat(lake.tags(p)).isEqualTo(Map.of("state", "live", "retired", "yes")));

    Assessment rules = lifecycle();
    assertThat(rules.details())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("+ lakewright/%s/".formatted(lake.name("reviews")))
                    .endsWith(
                        "/retired: warehouse/db/reviews/* tagged retired=yes: to GLACIER_IR after 30 days, expire after 180 days"));
    lake.run("reviews", new LifecycleStep(), EXPIRING);
    assertThat(lifecycle().reason()).isEqualTo("The bucket's rules are as the policy says");
    assertThat(bucketRules()).extracting(LifecycleRule::id).hasSize(2);

    // What the rule would do, in a class that is not read at once.
    retired.forEach(this::freeze);
    assertThat(listsThatCannotBeRead()).isPositive();
    assertThat(restore(Duration.ZERO).state()).isEqualTo(RestoreResult.State.WAITING);
    ObjectTagsStep tags = new ObjectTagsStep(new CatalogTables());
    assertThat(tags.assess(lake.context("reviews", tags, Map.of())).reason())
        .as("nothing is retired while a restore waits")
        .contains("as db.reviews_archive waits for objects from Glacier");
    RestoreResult restored = restore(Duration.ofMinutes(1));

    assertThat(restored.state()).isEqualTo(RestoreResult.State.RESTORED);
    assertThat(lake.rows("SELECT * FROM $lake.reviews_archive VERSION AS OF " + first))
        .containsExactly("{\"id\":1,\"stars\":5}", "{\"id\":2,\"stars\":1}");
    assertThat(lake.table("reviews_archive").properties()).containsEntry("gc.enabled", "false");
    assertThat(retired)
        .as("no lifecycle rule takes them again")
        .allSatisfy(p -> assertThat(lake.tags(p)).isEqualTo(Map.of("state", "live")));
    assertThat(lake.rows("SELECT * FROM $lake.reviews")).containsExactly("{\"id\":1,\"stars\":5}");

    lake.run("reviews", new ObjectTagsStep(new CatalogTables()), Map.of());
    assertThat(retired)
        .as("upkeep of the original leaves alone what the restored table needs")
        .allSatisfy(p -> assertThat(lake.tags(p)).doesNotContainKey("retired"));
    assertThat(restore(Duration.ZERO).state())
        .as("the same command again finds it done")
        .isEqualTo(RestoreResult.State.RESTORED);
  }

  /** Of those that the table has lost. */
  private long listsThatCannotBeRead() {
    LongAccumulator archived = lake.spark().sparkContext().longAccumulator();
    Table table = lake.table("reviews");
    LostObjects.since(lake.spark(), table, ReachableObjects.metadataFiles(table), archived).count();
    return archived.value();
  }

  private Assessment lifecycle() {
    LifecycleStep step = new LifecycleStep();
    return step.assess(lake.context("reviews", step, EXPIRING));
  }

  private List<LifecycleRule> bucketRules() {
    try (S3Objects objects = lake.access().open()) {
      return objects
          .client("s3://" + lake.bucket())
          .getBucketLifecycleConfiguration(request -> request.bucket(lake.bucket()))
          .rules();
    }
  }

  private void freeze(String path) {
    String key = path.substring(("s3://" + lake.bucket() + "/").length());
    try (S3Objects objects = lake.access().open()) {
      objects
          .client(path)
          .copyObject(
              request ->
                  request
                      .sourceBucket(lake.bucket())
                      .sourceKey(key)
                      .destinationBucket(lake.bucket())
                      .destinationKey(key)
                      .storageClass(StorageClass.GLACIER));
    }
  }

  private RestoreResult restore(Duration patience) throws InterruptedException {
    return new RestoreJob(
            new RestoreOptions(
                name("reviews"),
                name("reviews_archive"),
                RestorePoint.LATEST_ARCHIVE,
                Map.of(),
                Tier.STANDARD,
                7,
                patience,
                Duration.ofMillis(200),
                false))
        .run(context("restore"));
  }

  private ArchiveResult archive(ArchiveOptions options) throws InterruptedException {
    return new ArchiveJob(options).run(context("archive"));
  }

  private JobContext context(String run) {
    return new JobContext(
        lake.spark(), run, Clock.systemUTC(), SparkProgress.silent(lake.spark(), run));
  }

  private TableName name(String table) {
    return TableName.parse(lake.name(table));
  }
}

package io.lakewright.maintain.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.maintain.Outcome;
import io.lakewright.maintain.orphans.OrphansStep;
import io.lakewright.maintain.reach.CatalogTables;
import io.lakewright.maintain.tags.TagQuarantine;
import io.lakewright.maintain.tags.TaggedRetirement;
import io.lakewright.testkit.FaultProxy;
import io.lakewright.testkit.FaultProxy.Fault;
import io.lakewright.testkit.S3MockExtension;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.iceberg.S3Lake;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Listing, reading, tagging and deleting go on when S3 slows down, dawdles or is cut off. */
@ExtendWith({SparkExtension.class, S3MockExtension.class})
class RequestFaultsTest {
  private static final List<Fault> FAULTS =
      List.of(Fault.SLOW_DOWN, Fault.CUT_BEFORE, Fault.CUT_AFTER, Fault.DELAY);

  private static FaultProxy proxy;

  private final Map<String, AtomicInteger> kinds = new ConcurrentHashMap<>();

  @BeforeAll
  static void startProxy() {
    proxy = FaultProxy.start(S3MockExtension.endpoint());
  }

  @AfterAll
  static void stopProxy() {
    proxy.close();
  }

  /** The first requests of each kind meet one fault after the other. */
  private Fault next(FaultProxy.Request request) {
    String query = request.uri().getRawQuery();
    if (query == null) {
      return Fault.NONE; // Of an object itself: the laws have these.
    }
    String kind = query.contains("list-type") ? "list" : query.replaceFirst("[=&].*", "");
    int seen =
        kinds
            .computeIfAbsent(request.method() + " " + kind, key -> new AtomicInteger())
            .getAndIncrement();
    return seen < FAULTS.size() ? FAULTS.get(seen) : Fault.NONE;
  }

  private Outcome removeOrphans(S3Lake lake, String action) {
    Map<String, String> settings =
        Map.of(
            "dry-run",
            "false",
            "action",
            action,
            "min-age",
            "0s",
            "force-age",
            "true",
            "max-share",
            "1");
    OrphansStep step =
        new OrphansStep(new TaggedRetirement(), List.of(new TagQuarantine()), new CatalogTables());
    proxy.plan(this::next);
    try {
      return lake.run("t", step, settings);
    } finally {
      proxy.heal();
    }
  }

  private static S3Lake lake(Map<String, String> more) {
    Map<String, String> properties = new HashMap<>(more);
    properties.put("s3.endpoint", proxy.endpoint());
    properties.put("s3.retry.num-retries", S3Access.RETRIES);
    properties.put("s3.retry.min-wait-ms", "2");
    properties.put("s3.retry.max-wait-ms", "20");
    S3Lake lake = S3Lake.create(properties);
    lake.sql("CREATE TABLE $lake.t (id INT)");
    lake.sql("INSERT INTO $lake.t VALUES (1)");
    return lake;
  }

  private static Set<String> plant(S3Lake lake) {
    Set<String> planted = new TreeSet<>();
    for (int i = 0; i < 8; i++) {
      String key = "warehouse/db/t/data/left-" + i + ".parquet";
      S3MockExtension.put(lake.bucket(), key, new byte[] {1});
      planted.add("s3://" + lake.bucket() + "/" + key);
    }
    return planted;
  }

  @Test
  void listingAndBulkDeletesAreTriedAgain() {
    S3Lake lake = lake(Map.of());
    Set<String> live = lake.objects();
    plant(lake);
    Outcome outcome = removeOrphans(lake, "delete");
    assertThat(outcome.errors()).isEmpty();
    assertThat(lake.objects()).isEqualTo(live);
    assertThat(kinds.get("GET list").get()).isGreaterThan(FAULTS.size());
    assertThat(kinds.get("POST delete").get()).isGreaterThanOrEqualTo(FAULTS.size());
  }

  @Test
  void listingAndTaggingAreTriedAgain() {
    S3Lake lake = lake(S3Lake.softDeletes());
    Set<String> live = lake.objects();
    Set<String> planted = plant(lake);
    Outcome outcome = removeOrphans(lake, "quarantine");
    assertThat(outcome.errors()).isEmpty();
    assertThat(planted)
        .allSatisfy(path -> assertThat(lake.tags(path)).containsEntry("retired", "yes"));
    assertThat(live).noneMatch(path -> lake.tags(path).containsKey("retired"));
    assertThat(kinds.get("GET list").get()).isGreaterThan(FAULTS.size());
    assertThat(kinds.get("GET tagging").get()).isGreaterThan(FAULTS.size());
    assertThat(kinds.get("PUT tagging").get()).isGreaterThan(FAULTS.size());
  }

  @Test
  void aRequestIsTriedAgainAsOftenAsIcebergRecommends() {
    String bucket = S3MockExtension.newBucket();
    S3MockExtension.put(bucket, "one", new byte[] {1});
    Map<String, String> properties = new HashMap<>(S3MockExtension.iceberg());
    properties.putAll(
        Map.of(
            "s3.endpoint", proxy.endpoint(),
            "s3.retry.min-wait-ms", "1",
            "s3.retry.max-wait-ms", "2"));
    AtomicInteger seen = new AtomicInteger();
    proxy.plan(request -> seen.getAndIncrement() < 32 ? Fault.SLOW_DOWN : Fault.NONE);
    try (S3Objects objects = S3Access.of(properties).open()) {
      assertThat(objects.tags("s3://" + bucket + "/one")).isEmpty();
    } finally {
      proxy.heal();
    }
    assertThat(seen).hasValue(33);
  }
}

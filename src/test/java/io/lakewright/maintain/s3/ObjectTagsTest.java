package io.lakewright.maintain.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.maintain.Requests;
import io.lakewright.testkit.FaultProxy;
import io.lakewright.testkit.FaultProxy.Fault;
import io.lakewright.testkit.S3MockExtension;
import io.lakewright.testkit.SparkExtension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({SparkExtension.class, S3MockExtension.class})
class ObjectTagsTest {
  private static final Map<String, String> RETIRED = Map.of("deleted", "yes");
  private static FaultProxy proxy;
  private String bucket;

  @BeforeAll
  static void startProxy() {
    proxy = FaultProxy.start(S3MockExtension.endpoint());
  }

  @AfterAll
  static void stopProxy() {
    proxy.close();
  }

  @BeforeEach
  void newBucket() {
    proxy.heal();
    bucket = S3MockExtension.newBucket();
  }

  @Test
  void tagsAreAddedOnceAndOthersAreKept() {
    List<String> paths = put(3);
    try (S3Objects objects = access().open()) {
      objects.replaceTags(paths.get(0), Map.of("team", "a", "deleted", "no"));
      objects.replaceTags(paths.get(1), RETIRED);

      ObjectReport first = ObjectTags.change(rows(paths), access(), TagChange.putting(RETIRED));
      ObjectReport again = ObjectTags.change(rows(paths), access(), TagChange.putting(RETIRED));

      assertThat(first)
          .extracting(ObjectReport::right, ObjectReport::changed)
          .containsExactly(1L, 2L);
      assertThat(first.requests()).isEqualTo(new Requests(3, 2, 0));
      assertThat(again.requests()).isEqualTo(new Requests(3, 0, 0));
      assertThat(objects.tags(paths.get(0))).isEqualTo(Map.of("team", "a", "deleted", "yes"));
      assertThat(objects.tags(paths.get(2))).isEqualTo(RETIRED);
    }
  }

  @Test
  void tagsAreRemovedAndOthersAreKept() {
    List<String> paths = put(1);
    try (S3Objects objects = access().open()) {
      objects.replaceTags(paths.get(0), Map.of("team", "a", "deleted", "yes"));
      ObjectTags.change(
          rows(paths), access(), TagChange.removing(Map.of("deleted", Set.of("yes", "no"))));
      assertThat(objects.tags(paths.get(0))).isEqualTo(Map.of("team", "a"));
    }
  }

  @Test
  void anObjectWithTenTagsAndOneThatIsNotThereAreNamedAndDoNotStopTheOthers() {
    List<String> paths = new ArrayList<>(put(2));
    Map<String, String> ten = new HashMap<>();
    IntStream.range(0, 10).forEach(i -> ten.put("t" + i, "x"));
    paths.add("s3://" + bucket + "/none");
    try (S3Objects objects = access().open()) {
      objects.replaceTags(paths.get(0), ten);
      ObjectReport report = ObjectTags.change(rows(paths), access(), TagChange.putting(RETIRED));
      assertThat(report)
          .extracting(ObjectReport::changed, ObjectReport::failed, ObjectReport::gone)
          .containsExactly(1L, 1L, 1L);
      assertThat(report.failures())
          .containsExactlyInAnyOrder(
              paths.get(0)
                  + ": has 10 tags already, which leaves no room for [deleted]; S3 allows 10",
              paths.get(2) + ": there is no such object");
      assertThat(objects.tags(paths.get(0))).isEqualTo(ten);
    }
    assertThatThrownBy(
            () -> {
              ten.put("t10", "x");
              TagChange.putting(ten);
            })
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Number of tags must be at most 10, cannot be: 11");
  }

  @Test
  void everyObjectGetsItsTagAlthoughAThirdOfTheRequestsFails() {
    List<String> paths = put(200);
    proxy.plan(
        FaultProxy.seeded(
            11, 0.33, Fault.SLOW_DOWN, Fault.CUT_BEFORE, Fault.CUT_AFTER, Fault.DELAY));
    ObjectReport report = ObjectTags.change(rows(paths), troubled(), TagChange.putting(RETIRED));
    assertThat(proxy.faults()).isGreaterThan(100);
    assertThat(report.failures()).isEmpty();
    assertThat(report.right() + report.changed()).isEqualTo(200);
    assertThat(ObjectTags.without(rows(paths), access(), RETIRED).count()).isZero();
  }

  @Test
  void whatMayNotBeTaggedIsCountedAndNamed() {
    List<String> paths = put(2);
    proxy.plan(FaultProxy.always(Fault.DENIED, request -> request.method().equals("PUT")));
    ObjectReport report = ObjectTags.change(rows(paths), troubled(), TagChange.putting(RETIRED));
    assertThat(report.failed()).isEqualTo(2);
    assertThat(report.failures()).contains(paths.get(0) + ": AccessDenied: Access Denied");
    assertThat(ObjectTags.without(rows(paths), access(), RETIRED).count()).isEqualTo(2);
  }

  @Test
  void objectsAreReachedThroughTheAccessPointThatTheirBucketIsMappedTo() {
    List<String> paths = put(1);
    S3Access mapped = access().with(Map.of("s3.access-points.elsewhere", bucket));
    List<String> byOtherName = List.of(paths.get(0).replace(bucket, "elsewhere"));
    ObjectTags.change(rows(byOtherName), mapped, TagChange.putting(RETIRED));
    try (S3Objects objects = access().open()) {
      assertThat(objects.tags(paths.get(0))).isEqualTo(RETIRED);
    }
  }

  private List<String> put(int number) {
    return IntStream.range(0, number)
        .mapToObj(
            i -> {
              S3MockExtension.put(bucket, "data/" + i, new byte[] {1});
              return "s3://" + bucket + "/data/" + i;
            })
        .toList();
  }

  private static Dataset<Row> rows(List<String> paths) {
    return SparkExtension.session().createDataset(paths, Encoders.STRING()).toDF("path");
  }

  private static S3Access access() {
    return S3Access.of(S3MockExtension.iceberg());
  }

  private static S3Access troubled() {
    return access()
        .with(
            Map.of(
                "s3.endpoint", proxy.endpoint(),
                "s3.retry.min-wait-ms", "5",
                "s3.retry.max-wait-ms", "50"));
  }
}

package io.lakewright.maintain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.UserException;
import io.lakewright.maintain.Assessment;
import io.lakewright.maintain.TableContext;
import io.lakewright.maintain.s3.S3Objects;
import io.lakewright.testkit.MotoExtension;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.iceberg.S3Lake;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;
import software.amazon.awssdk.services.s3.model.Tag;

@ExtendWith({MotoExtension.class, SparkExtension.class})
class LifecycleStepTest {
  private final LifecycleStep step = new LifecycleStep();

  @Test
  void aRuleWouldTakeLiveDataWhereItCarriesTheTagsOfRetiredObjectsToo() {
    S3Lake lake = lake(Map.of("s3.write.tags.team", "a", "s3.delete.tags.team", "a"));
    Assessment assessment = step.assess(context(lake));
    assertThat(assessment.verdict()).isEqualTo(Assessment.Verdict.REFUSED);
    assertThat(assessment.reason()).startsWith("Live and retired objects carry the same tags");
  }

  @Test
  void aRuleForATagThatLiveObjectsHaveTooTakesLiveData() {
    S3Lake lake =
        lake(
            Map.of(
                "s3.write.tags.team", "a",
                "s3.delete.tags.team", "a",
                "s3.delete.tags.retired", "yes"));
    put(lake, expiring("theirs", LifecycleRuleFilter.builder().tag(tag("team", "a")).build()));
    assertThat(step.assess(context(lake)).reason())
        .isEqualTo(
            "1 rules of bucket %s take live data of this table; change them first"
                .formatted(lake.bucket()));
    put(lake, expiring("theirs", LifecycleRuleFilter.builder().tag(tag("retired", "yes")).build()));
    assertThat(step.assess(context(lake)).verdict()).isEqualTo(Assessment.Verdict.DUE);
  }

  @Test
  void aRuleThatHasComeSinceThePlanIsSeenBeforeAnythingIsChanged() {
    S3Lake lake = lake(Map.of("s3.delete.tags.retired", "yes"));
    TableContext context = context(lake);
    Assessment plan = step.assess(context);
    assertThat(plan.isDue()).isTrue();
    assertThat(plan.details()).noneMatch(line -> line.contains("expire after"));
    put(lake, expiring("theirs", LifecycleRuleFilter.builder().prefix("").build()));

    assertThatThrownBy(() -> step.run(context, plan))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("take live data of this table");

    assertThat(rules(lake)).containsExactly("theirs");
  }

  @Test
  void thePlanCountsLiveFilesThatWouldGoAsSoonAsTheyAreRetired() {
    S3Lake lake = lake(Map.of("s3.delete.tags.retired", "yes"));
    lake.sql("INSERT INTO $lake.t VALUES (1)");
    lake.sql("INSERT INTO $lake.t VALUES (2)");
    lake.table("t")
        .expireSnapshots()
        .expireOlderThan(Long.MAX_VALUE)
        .cleanExpiredFiles(false)
        .commit();
    Map<String, String> expiring = Map.of("expire-days", "180");
    assertThat(step.assess(lake.context("t", step, expiring)).details())
        .as("of the first insert nobody knows when it was")
        .anyMatch(line -> line.startsWith("1 live files ("));
  }

  private static S3Lake lake(Map<String, String> tags) {
    S3Lake lake = S3Lake.create(MotoExtension.newBucket(), MotoExtension.iceberg(), tags);
    lake.sql("CREATE TABLE $lake.t (id INT)");
    return lake;
  }

  private TableContext context(S3Lake lake) {
    return lake.context("t", step, Map.of());
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static LifecycleRule expiring(String id, LifecycleRuleFilter filter) {
    return LifecycleRule.builder()
        .id(id)
        .status(ExpirationStatus.ENABLED)
        .filter(filter)
        .expiration(expiration -> expiration.days(30))
        .build();
  }

  private static void put(S3Lake lake, LifecycleRule rule) {
    try (S3Objects objects = lake.access().open()) {
      objects
          .client("s3://" + lake.bucket())
          .putBucketLifecycleConfiguration(
              request ->
                  request
                      .bucket(lake.bucket())
                      .lifecycleConfiguration(configuration -> configuration.rules(rule)));
    }
  }

  private static List<String> rules(S3Lake lake) {
    try (S3Objects objects = lake.access().open()) {
      return objects
          .client("s3://" + lake.bucket())
          .getBucketLifecycleConfiguration(request -> request.bucket(lake.bucket()))
          .rules()
          .stream()
          .map(LifecycleRule::id)
          .toList();
    }
  }
}

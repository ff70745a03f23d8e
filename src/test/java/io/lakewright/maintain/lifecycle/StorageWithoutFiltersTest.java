package io.lakewright.maintain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.UserException;
import io.lakewright.maintain.Assessment;
import io.lakewright.maintain.TableContext;
import io.lakewright.maintain.s3.S3Objects;
import io.lakewright.testkit.S3MockExtension;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.iceberg.S3Lake;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;

/** S3Mock drops the tags of a rule's filter, as S3 does not: what is left would take live data. */
@ExtendWith({S3MockExtension.class, SparkExtension.class})
class StorageWithoutFiltersTest {
  private final LifecycleStep step = new LifecycleStep();

  @Test
  void aRuleThatTheStorageDoesNotKeepWholeIsTakenOutAgainAndOthersStay() {
    S3Lake lake =
        S3Lake.create(
            S3MockExtension.newBucket(),
            S3MockExtension.iceberg(),
            Map.of("s3.delete.tags.retired", "yes"));
    lake.sql("CREATE TABLE $lake.t (id INT)");
    LifecycleRule theirs =
        LifecycleRule.builder()
            .id("theirs")
            .status(ExpirationStatus.ENABLED)
            .filter(filter -> filter.prefix("elsewhere/"))
            .expiration(expiration -> expiration.days(30))
            .build();
    try (S3Objects objects = lake.access().open()) {
      Bucket bucket = new Bucket(objects, lake.bucket());
      bucket.change(
          present ->
              LifecycleMerge.of(present, rule -> rule.id().equals("theirs"), List.of(theirs)));
      TableContext context = lake.context("t", step, Map.of("enabled", "true"));
      Assessment plan = step.assess(context);

      assertThatThrownBy(() -> step.run(context, plan))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("those of the table were taken out again");

      assertThat(bucket.rules()).extracting(LifecycleRule::id).containsExactly("theirs");
    }
  }
}

package io.lakewright.maintain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.maintain.s3.S3Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;
import software.amazon.awssdk.services.s3.model.TransitionStorageClass;

class LifecycleMergeTest {
  private static final Map<String, String> RETIRED = Map.of("retired", "yes");
  private static final LifecyclePolicy POLICY =
      new LifecyclePolicy(30, TransitionStorageClass.GLACIER_IR, 180, 0);
  private static final String LOCATION = "s3://b/lake/db/t";
  private static final String OWNER = LifecycleRules.owner("lake.db.t", LOCATION);
  private static final List<S3Location> FOLDER = List.of(new S3Location("b", "lake/db/t"));

  @Test
  void theRuleForRetiredObjectsNamesTheTagTheFolderAndBothAges() {
    assertThat(ours("lake.db.t", POLICY).stream().map(LifecycleMerge::describe))
        .containsExactly(
            OWNER
                + "retired: lake/db/t/* tagged retired=yes: to GLACIER_IR after 30 days, expire after 180 days");
  }

  @Test
  void aChangedPolicyShowsAsOneRuleThatGoesAndOneThatComes() {
    LifecycleRule theirs = expiring("logs", "logs/", 7);
    List<LifecycleRule> bucket = new ArrayList<>(List.of(theirs));
    bucket.addAll(ours("lake.db.t", POLICY));
    LifecyclePolicy other = new LifecyclePolicy(0, TransitionStorageClass.GLACIER_IR, 90, 0);
    LifecycleMerge merge =
        LifecycleMerge.of(bucket, LifecycleMergeTest::isOwn, ours("lake.db.t", other));
    assertThat(merge.difference())
        .containsExactly(
            "- "
                + OWNER
                + "retired: lake/db/t/* tagged retired=yes: to GLACIER_IR after 30 days, expire after 180 days",
            "+ " + OWNER + "retired: lake/db/t/* tagged retired=yes: expire after 90 days");
  }

  @Property(tries = 200, seed = "41")
  void rulesOfOthersAndOfOtherTablesStayAsTheyAreAndMergingTwiceChangesNothing(
      @ForAll @Size(max = 6) List<@IntRange(min = 1, max = 400) Integer> others,
      @ForAll @IntRange(min = 0, max = 60) int transition,
      @ForAll boolean there) {
    List<LifecycleRule> bucket = new ArrayList<>();
    for (int i = 0; i < others.size(); i++) {
      bucket.add(expiring("rule-" + i, "p" + i + "/", others.get(i)));
    }
    bucket.addAll(ours("lake.db.t2", POLICY));
    if (there) {
      bucket.addAll(0, ours("lake.db.t", POLICY));
    }
    List<LifecycleRule> foreign =
        bucket.stream().filter(r -> !r.id().startsWith("lakewright/lake.db.t/")).toList();
    List<LifecycleRule> wanted =
        ours(
            "lake.db.t",
            new LifecyclePolicy(transition, TransitionStorageClass.GLACIER_IR, 200, 3));

    LifecycleMerge merge = LifecycleMerge.of(bucket, LifecycleMergeTest::isOwn, wanted);
    LifecycleMerge again = LifecycleMerge.of(merge.after(), LifecycleMergeTest::isOwn, wanted);

    assertThat(merge.after()).containsAll(wanted).containsSubsequence(foreign);
    assertThat(merge.after()).hasSize(foreign.size() + wanted.size());
    assertThat(again.changesNothing()).isTrue();
    assertThat(again.difference()).isEmpty();
  }

  @Test
  void anotherLakeWithTheSameNamesHasRulesOfItsOwnAndThoseOfEarlierVersionsAreReplaced() {
    List<S3Location> elsewhere = List.of(new S3Location("b", "lake2/db/t"));
    List<LifecycleRule> bucket = new ArrayList<>();
    // As earlier versions wrote them, for this table and for one of another lake.
    bucket.addAll(LifecycleRules.of("lakewright/lake.db.t/", FOLDER, RETIRED, POLICY, false));
    bucket.addAll(LifecycleRules.of("lakewright/lake.db.t/", elsewhere, RETIRED, POLICY, false));
    bucket.addAll(
        LifecycleRules.of(
            LifecycleRules.owner("lake.db.t", "s3://b/lake2/db/t"),
            elsewhere,
            RETIRED,
            POLICY,
            false));
    List<LifecycleRule> wanted = ours("lake.db.t", POLICY);

    LifecycleMerge merge = LifecycleMerge.of(bucket, LifecycleMergeTest::isOwn, wanted);

    assertThat(merge.after()).containsExactly(bucket.get(1), bucket.get(2), wanted.get(0));
    assertThat(merge.difference()).hasSize(2);
  }

  @Test
  void rulesThatTakeLiveDataAreFoundAndThoseForRetiredObjectsAreNot() {
    LifecycleRule everything = expiring("all", "", 30);
    LifecycleRule above = expiring("above", "lake/", 30);
    LifecycleRule below = expiring("below", "lake/db/t/data/", 30);
    LifecycleRule beside = expiring("beside", "lake/db/t2/", 30);
    LifecycleRule off = everything.toBuilder().id("off").status(ExpirationStatus.DISABLED).build();
    List<LifecycleRule> rules = new ArrayList<>(List.of(everything, above, below, beside, off));
    rules.addAll(ours("lake.db.t", POLICY));
    assertThat(LiveDataCheck.dangers(rules, FOLDER, RETIRED))
        .extracting(LifecycleRule::id)
        .containsExactly("all", "above", "below");
  }

  @Test
  void olderVersionsOfRetiredObjectsGoTooWhereABucketKeepsThem() {
    assertThat(LifecycleRules.of("t", FOLDER, RETIRED, POLICY, true).get(0))
        .extracting(LifecycleMerge::describe)
        .asString()
        .endsWith("expire after 180 days, old versions expire after 1 days");
  }

  private static boolean isOwn(LifecycleRule rule) {
    return LifecycleRules.isOf(rule, "lake.db.t", LOCATION, FOLDER);
  }

  private static List<LifecycleRule> ours(String table, LifecyclePolicy policy) {
    return LifecycleRules.of(LifecycleRules.owner(table, LOCATION), FOLDER, RETIRED, policy, false);
  }

  private static LifecycleRule expiring(String id, String prefix, int days) {
    return LifecycleRule.builder()
        .id(id)
        .status(ExpirationStatus.ENABLED)
        .filter(LifecycleRuleFilter.builder().prefix(prefix).build())
        .expiration(expiration -> expiration.days(days))
        .build();
  }
}

package io.lakewright.maintain.refs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.maintain.Outcome;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.iceberg.TestTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class SnapshotTagsStepTest {
  private static final Map<String, String> RULES = Map.of("rules", "daily=3d, month-end=730d");

  private final SnapshotTagsStep step = new SnapshotTagsStep();

  private static TestTable table(SparkSession spark) {
    TestTable table = TestTable.create(spark, "id bigint", "", Map.of());
    table.sql("INSERT INTO $t VALUES (1)");
    return table;
  }

  private static Instant day(Snapshot snapshot, int days) {
    Instant start = Period.DAILY.start(Instant.ofEpochMilli(snapshot.timestampMillis()));
    return start.plus(Duration.ofDays(days)).plusSeconds(3600);
  }

  @Test
  void tagsTheEndOfEachPeriodOnceAndDropsTagsWhenTheirTimeIsOver(SparkSession spark) {
    TestTable table = table(spark);
    Snapshot first = table.table().currentSnapshot();
    assertThat(table.run(step, RULES, day(first, 0)).status()).isEqualTo(Outcome.Status.SKIPPED);

    table.run(step, Map.of("rules", "daily=3d"), day(first, 1));
    String name = "auto-daily-" + Period.DAILY.label(day(first, 0));
    assertThat(table.table().refs()).containsOnlyKeys("main", name);
    assertThat(table.table().refs().get(name).snapshotId()).isEqualTo(first.snapshotId());
    assertThat(table.run(step, Map.of("rules", "daily=3d"), day(first, 1)).status())
        .isEqualTo(Outcome.Status.SKIPPED);

    // Nobody wrote for two days: each day has its tag, and the first one is still within its time.
    table.run(step, Map.of("rules", "daily=3d"), day(first, 3));
    assertThat(table.table().refs()).hasSize(4);
    table.run(step, Map.of("rules", "daily=3d"), day(first, 4));
    assertThat(table.table().refs()).hasSize(4).doesNotContainKey(name);
    // Without the rule they run out, and none is made.
    table.run(step, Map.of(), day(first, 6));
    assertThat(table.table().refs()).hasSize(2);
  }

  @Test
  void keepsMonthEndsForYearsAndGivesThemTheAgeThatExpiryUnderstands(SparkSession spark) {
    TestTable table = table(spark);
    Snapshot first = table.table().currentSnapshot();
    Instant month = Period.MONTH_END.end(Period.MONTH_END.start(day(first, 0)));

    table.run(step, RULES, month.plusSeconds(60));

    String name = "auto-month-end-" + Period.MONTH_END.label(day(first, 0));
    SnapshotRef ref = table.table().refs().get(name);
    assertThat(first.timestampMillis() + ref.maxRefAgeMs())
        .isEqualTo(month.plus(Duration.ofDays(730)).toEpochMilli());
    table.run(step, Map.of("rules", "month-end=365d"), month.plusSeconds(90));
    assertThat(first.timestampMillis() + table.table().refs().get(name).maxRefAgeMs())
        .isEqualTo(month.plus(Duration.ofDays(365)).toEpochMilli());
  }

  @Test
  void makesBranchesAndGivesUsersBranchesAnAgeButLeavesOtherNamesAlone(SparkSession spark) {
    TestTable table = table(spark);
    Snapshot first = table.table().currentSnapshot();
    table.sql("ALTER TABLE $t CREATE TAG `auto-daily-2001-01-01`");
    table.sql("ALTER TABLE $t CREATE TAG `auto-anything` RETAIN 1 DAYS");
    table.sql("ALTER TABLE $t CREATE BRANCH audit_1");
    table.sql("ALTER TABLE $t CREATE BRANCH work");

    table.run(
        step, Map.of("rules", "branch:weekly=14d", "branch-max-age", "audit_*=30d"), day(first, 8));

    Map<String, SnapshotRef> refs = table.table().refs();
    assertThat(refs)
        .containsKeys("auto-daily-2001-01-01", "auto-anything", "work")
        .containsKey("auto-weekly-" + Period.WEEKLY.label(Period.WEEKLY.start(day(first, 0))));
    assertThat(refs.entrySet())
        .filteredOn(entry -> entry.getKey().startsWith("auto-weekly"))
        .allMatch(entry -> entry.getValue().isBranch());
    assertThat(refs.get("audit_1").maxRefAgeMs()).isEqualTo(Duration.ofDays(30).toMillis());
    assertThat(refs.get("work").maxRefAgeMs()).isNull();
    table.run(step, Map.of(), day(first, 4000));
    assertThat(table.table().refs())
        .containsOnlyKeys("main", "auto-daily-2001-01-01", "auto-anything", "audit_1", "work");
  }

  @Test
  void tagsNothingWhoseStateIsNotKnownForSure(SparkSession spark) {
    TestTable table = table(spark);
    table.sql("INSERT INTO $t VALUES (2)");
    List<Snapshot> all = new ArrayList<>();
    table.table().snapshots().forEach(all::add);
    table.table().expireSnapshots().expireSnapshotId(all.get(0).snapshotId()).commit();

    // Between the two commits the table was what is no longer there.
    Instant between = Instant.ofEpochMilli(all.get(1).timestampMillis());
    RefPlan plan =
        RefPlan.of(
            table.table(),
            List.of(RefRule.parse("hourly=48h")),
            "auto-",
            Map.of(),
            Period.HOURLY.start(between).plusSeconds(1));

    assertThat(plan.create()).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithARule() {
    assertThatThrownBy(() -> RefRule.parse("fortnightly=3d"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be rules such as daily=7d")
        .hasMessageContaining("fortnightly=3d");
    assertThatThrownBy(() -> RefRule.parse("daily=soon")).hasMessageContaining("soon");
  }
}

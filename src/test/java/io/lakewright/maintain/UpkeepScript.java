package io.lakewright.maintain;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.Lakewright;
import io.lakewright.maintain.compaction.CompactionStep;
import io.lakewright.maintain.erasure.ErasureJob;
import io.lakewright.maintain.erasure.ErasureOptions;
import io.lakewright.maintain.erasure.ErasureResult;
import io.lakewright.maintain.erasure.RefHandling;
import io.lakewright.maintain.expiry.ExpiryStep;
import io.lakewright.maintain.layout.LayoutStep;
import io.lakewright.maintain.manifests.ManifestsStep;
import io.lakewright.maintain.orphans.OrphansStep;
import io.lakewright.maintain.reach.CatalogTables;
import io.lakewright.maintain.refs.SnapshotTagsStep;
import io.lakewright.maintain.tags.ObjectTagsStep;
import io.lakewright.maintain.tags.TagQuarantine;
import io.lakewright.maintain.tags.TaggedRetirement;
import io.lakewright.testkit.FaultProxy;
import io.lakewright.testkit.FaultProxy.Fault;
import io.lakewright.testkit.S3MockExtension;
import io.lakewright.testkit.iceberg.S3Lake;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/**
 * A table that is written to and kept up in any order, on an S3 that fails, beside a plain map of
 * what it must hold.
 */
final class UpkeepScript implements AutoCloseable {
  /** What may happen to a table. */
  enum Action {
    APPEND,
    DELETE,
    MERGE,
    ADD_COLUMN,
    PARTITION,
    BRANCH,
    TAG,
    DROP_TAG,
    COMPACT,
    MANIFESTS,
    EXPIRE,
    SNAPSHOT_TAGS,
    ORPHANS,
    LAYOUT,
    ERASE,
    CHECK_TAGS
  }

  private static final Map<String, String> ORPHANS =
      Map.of("dry-run", "false", "min-age", "0s", "force-age", "true", "max-share", "1");

  private final FaultProxy proxy = FaultProxy.start(S3MockExtension.endpoint());
  private final S3Lake lake;
  private final UpkeepModel model = new UpkeepModel();
  private final Set<String> everReachable = new TreeSet<>();
  private final Set<String> planted = new TreeSet<>();
  private int columns;
  private int refs;
  private int days;

  UpkeepScript(boolean mergeOnRead) {
    Map<String, String> properties = new HashMap<>(S3Lake.softDeletes());
    properties.put("s3.endpoint", proxy.endpoint());
    properties.put("s3.retry.min-wait-ms", "5");
    properties.put("s3.retry.max-wait-ms", "50");
    lake = S3Lake.create(properties);
    String mode = mergeOnRead ? "merge-on-read" : "copy-on-write";
    lake.sql(
        "CREATE TABLE $lake.t (id INT, v STRING) TBLPROPERTIES ('write.delete.mode'='%s', 'write.merge.mode'='%s')"
            .formatted(mode, mode));
    write("INSERT INTO $lake.t VALUES " + model.values(4, 0));
  }

  void apply(Action action, long seed) {
    switch (action) {
      case APPEND -> write("INSERT INTO $lake.t VALUES " + model.values(3, columns));
      case DELETE -> {
        int rest = model.next() % 3;
        model.delete(id -> id % 3 == rest);
        write("DELETE FROM $lake.t WHERE id %% 3 = %d".formatted(rest));
      }
      case MERGE -> {
        model.append(id -> id % 4 == 0, "m");
        write(
            "MERGE INTO $lake.t t USING (SELECT id FROM $lake.t WHERE id % 4 = 0) s ON t.id = s.id WHEN MATCHED THEN UPDATE SET v = concat(v, 'm')");
      }
      case ADD_COLUMN -> lake.sql("ALTER TABLE $lake.t ADD COLUMN c%d INT".formatted(columns++));
      case PARTITION -> {
        boolean there = lake.table("t").spec().isPartitioned();
        lake.sql(
            "ALTER TABLE $lake.t %s PARTITION FIELD bucket(2, id)"
                .formatted(there ? "DROP" : "ADD"));
      }
      case BRANCH -> {
        String name = "b" + refs++;
        lake.sql("ALTER TABLE $lake.t CREATE BRANCH " + name);
        Map<Integer, String> main = model.branch();
        lake.sql(
            "INSERT INTO $lake.t.branch_%s VALUES %s".formatted(name, model.values(2, columns)));
        model.main(lake.table("t").refs().get(name).snapshotId(), main);
      }
      case TAG -> lake.sql("ALTER TABLE $lake.t CREATE TAG g" + refs++);
      case DROP_TAG -> {
        if (refs > 0) {
          lake.sql("ALTER TABLE $lake.t DROP TAG IF EXISTS g" + (refs - 1));
        }
      }
      case COMPACT ->
          maintain(new CompactionStep(), Map.of("min-small-files", "2", "quiet-for", "0s"), seed);
      case MANIFESTS ->
          maintain(new ManifestsStep(), Map.of("min-count", "1", "max-count-ratio", "0"), seed);
      case EXPIRE ->
          maintain(
              new ExpiryStep(new TaggedRetirement(), new CatalogTables()),
              Map.of("max-age", "0s", "keep-snapshots", "1"),
              seed);
      case SNAPSHOT_TAGS -> {
        days++;
        maintain(new SnapshotTagsStep(), Map.of("rules", "daily=2d"), seed);
      }
      case ORPHANS -> {
        plant(seed);
        maintain(orphans(), ORPHANS, seed);
      }
      case LAYOUT ->
          maintain(
              new LayoutStep(),
              Map.of("object-storage", Boolean.toString(seed % 2 == 0), "rewrite-existing", "true"),
              seed);
      case ERASE -> erase(seed);
      case CHECK_TAGS -> maintain(new ObjectTagsStep(new CatalogTables()), Map.of(), seed);
      default -> throw new IllegalArgumentException(action.name());
    }
    note();
  }

  /** One step on a bad day; that it fails is no harm, that it does harm is. */
  private void maintain(Step step, Map<String, String> settings, long seed) {
    onABadDay(
        seed,
        () -> {
          TableContext context = later(lake.context("t", step, settings));
          Assessment assessment = step.assess(context);
          if (assessment.isDue()) {
            step.run(context, assessment);
          }
        });
  }

  private void onABadDay(long seed, Runnable work) {
    proxy.plan(
        seed % 3 == 0
            ? FaultProxy.always(Fault.DENIED, r -> r.toString().contains("?tagging"))
            : FaultProxy.seeded(
                seed, 0.1, Fault.SLOW_DOWN, Fault.CUT_BEFORE, Fault.CUT_AFTER, Fault.DELAY));
    try {
      work.run();
    } catch (RuntimeException e) {
      // As the fleet does: told, and the next table.
    } finally {
      proxy.heal();
    }
  }

  /** Snapshots are tagged as of the ends of days. */
  private TableContext later(TableContext now) {
    return new TableContext(
        now.spark(),
        now.name(),
        now.table(),
        now.catalog(),
        now.settings(),
        now.policy(),
        now.facts(),
        now.settings().values().containsKey("rules")
            ? Clock.offset(now.clock(), Duration.ofDays(days))
            : now.clock(),
        now.runId(),
        now.deadline());
  }

  private static OrphansStep orphans() {
    return new OrphansStep(
        new TaggedRetirement(), List.of(new TagQuarantine()), new CatalogTables());
  }

  /** A file that a writer has left behind. */
  private void plant(long seed) {
    String key = "warehouse/db/t/data/left-%d.parquet".formatted(seed);
    S3MockExtension.put(lake.bucket(), key, new byte[] {1});
    planted.add("s3://" + lake.bucket() + "/" + key);
  }

  /** A bad day may end it half-way; a good day afterwards makes up for that. */
  private void erase(long seed) {
    Map<String, Map<Integer, String>> heads = model.heads(lake.table("t"));
    int rest = Math.floorMod(seed, 5);
    String where = "id %% 5 = %d".formatted(rest);
    onABadDay(seed, () -> erase(where));
    assertThat(erase(where).checkFailed()).as("erased").isFalse();
    model.erase(lake.table("t"), heads, id -> id % 5 == rest);
    assertThat(lake.objects())
        .filteredOn(path -> !path.endsWith(".metadata.json"))
        .as("nothing but what is needed is left")
        .isEqualTo(
            lake.reachable("t").stream().filter(path -> !path.endsWith(".metadata.json")).toList());
    planted.clear();
  }

  private ErasureResult erase(String where) {
    return Lakewright.with(lake.spark())
        .run(
            new ErasureJob(
                new ErasureOptions(
                    TableName.parse(lake.name("t")),
                    where,
                    RefHandling.REWRITE,
                    Duration.ZERO,
                    false)));
  }

  private void write(String statement) {
    lake.sql(statement);
    note();
  }

  /** Remembers what is new. */
  private void note() {
    everReachable.addAll(lake.reachable("t"));
    model.note(lake.table("t"));
  }

  /** Every row of every retained snapshot. */
  void checkRows() {
    Table table = lake.table("t");
    for (Snapshot snapshot : table.snapshots()) {
      List<String> read =
          lake
              .spark()
              .read()
              .format("iceberg")
              .option("snapshot-id", snapshot.snapshotId())
              .load(lake.name("t"))
              .toJSON()
              .collectAsList()
              .stream()
              .sorted()
              .toList();
      assertThat(read).as("snapshot " + snapshot).isEqualTo(model.expected(snapshot));
    }
  }

  /** After a check on a good day: live objects are live, and what has been retired says so. */
  void checkTags() {
    Outcome outcome = lake.run("t", new ObjectTagsStep(new CatalogTables()), Map.of());
    assertThat(outcome.errors()).isEmpty();
    assertThat(lake.run("t", orphans(), ORPHANS).errors()).isEmpty();
    Set<String> live = lake.reachable("t");
    Set<String> stored = lake.objects();
    assertThat(stored).containsAll(live);
    for (String path : everReachable) {
      if (stored.contains(path) && !path.endsWith(".metadata.json")) {
        assertThat(lake.tags(path))
            .as(path)
            .isEqualTo(
                live.contains(path)
                    ? Map.of("state", "live")
                    : Map.of("state", "live", "retired", "yes"));
      }
    }
    for (String path : planted) {
      assertThat(lake.tags(path)).as(path).containsEntry("retired", "yes");
    }
  }

  @Override
  public void close() {
    lake.sql("DROP TABLE IF EXISTS $lake.t");
    proxy.close();
  }
}

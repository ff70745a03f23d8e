package io.lakewright.maintain;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.maintain.compaction.CompactionStep;
import io.lakewright.maintain.expiry.ExpiryStep;
import io.lakewright.maintain.manifests.ManifestsStep;
import io.lakewright.maintain.reach.CatalogTables;
import io.lakewright.maintain.tags.ObjectTagsStep;
import io.lakewright.maintain.tags.TaggedRetirement;
import io.lakewright.testkit.FaultProxy;
import io.lakewright.testkit.FaultProxy.Fault;
import io.lakewright.testkit.S3MockExtension;
import io.lakewright.testkit.iceberg.S3Lake;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.iceberg.DataOperations;
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
    CHECK_TAGS
  }

  private final FaultProxy proxy = FaultProxy.start(S3MockExtension.endpoint());
  private final S3Lake lake;
  private final TreeMap<Integer, String> rows = new TreeMap<>();
  private final Map<Long, List<String>> contents = new HashMap<>();
  private final Set<String> everReachable = new TreeSet<>();
  private int next;
  private int columns;
  private int refs;

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
    write("INSERT INTO $lake.t VALUES " + values(4));
  }

  void apply(Action action, long seed) {
    switch (action) {
      case APPEND -> write("INSERT INTO $lake.t VALUES " + values(3));
      case DELETE -> {
        rows.keySet().removeIf(id -> id % 3 == next % 3);
        write("DELETE FROM $lake.t WHERE id %% 3 = %d".formatted(next % 3));
      }
      case MERGE -> {
        rows.replaceAll((id, v) -> id % 4 == 0 ? v + "m" : v);
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
        TreeMap<Integer, String> main = new TreeMap<>(rows);
        lake.sql("INSERT INTO $lake.t.branch_%s VALUES %s".formatted(name, values(2)));
        Table table = lake.table("t");
        contents.put(table.refs().get(name).snapshotId(), expected());
        rows.clear();
        rows.putAll(main);
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
      case CHECK_TAGS -> maintain(new ObjectTagsStep(new CatalogTables()), Map.of(), seed);
      default -> throw new IllegalArgumentException(action.name());
    }
    note();
  }

  /** One step on a bad day; that it fails is no harm, that it does harm is. */
  private void maintain(Step step, Map<String, String> settings, long seed) {
    proxy.plan(
        seed % 3 == 0
            ? FaultProxy.always(Fault.DENIED, r -> r.toString().contains("?tagging"))
            : FaultProxy.seeded(
                seed, 0.1, Fault.SLOW_DOWN, Fault.CUT_BEFORE, Fault.CUT_AFTER, Fault.DELAY));
    try {
      lake.run("t", step, settings);
    } catch (RuntimeException e) {
      // As the fleet does: told, and the next table.
    } finally {
      proxy.heal();
    }
  }

  private void write(String statement) {
    lake.sql(statement);
    note();
  }

  /** Remembers what is new. */
  private void note() {
    everReachable.addAll(lake.reachable("t"));
    Table table = lake.table("t");
    if (table.currentSnapshot() != null) {
      contents.putIfAbsent(table.currentSnapshot().snapshotId(), expected());
    }
  }

  private List<String> expected() {
    List<String> json = new ArrayList<>();
    rows.forEach((id, v) -> json.add("{\"id\":%d,\"v\":\"%s\"}".formatted(id, v)));
    json.sort(null);
    return json;
  }

  private String values(int number) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      String v = "v" + next;
      rows.put(next, v);
      values.add("(%d, '%s'%s)".formatted(next++, v, ", NULL".repeat(columns)));
    }
    return String.join(", ", values);
  }

  /** Every row of every retained snapshot. */
  void checkRows() {
    Table table = lake.table("t");
    for (Snapshot snapshot : table.snapshots()) {
      if (snapshot.operation().equals(DataOperations.REPLACE) && snapshot.parentId() != null) {
        List<String> parent = contents.get(snapshot.parentId());
        if (parent != null) {
          contents.putIfAbsent(snapshot.snapshotId(), parent);
        }
      }
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
      assertThat(read).as("snapshot " + snapshot).isEqualTo(contents.get(snapshot.snapshotId()));
    }
  }

  /** After a check on a good day: live objects are live, and what has been retired says so. */
  void checkTags() {
    Outcome outcome = lake.run("t", new ObjectTagsStep(new CatalogTables()), Map.of());
    assertThat(outcome.errors()).isEmpty();
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
  }

  @Override
  public void close() {
    lake.sql("DROP TABLE IF EXISTS $lake.t");
    proxy.close();
  }
}

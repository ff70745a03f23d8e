package io.lakewright.testkit.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.iceberg.Snapshot;

/**
 * What writers and owners do to a table over time, by chance: appends, deletes, updates, merges,
 * overwrites, changes of columns and partitions, branches and tags. Remembers what each snapshot
 * held when it was made.
 */
public final class TableScript {
  /** Columns of a table that a script can work on; partitioned by nothing at first. */
  public static final String COLUMNS = "id bigint, part int, text string";

  private final TestTable table;
  private final Random random;
  private final Map<Long, List<String>> contents = new HashMap<>();

  public TableScript(TestTable table, long seed) {
    this.table = table;
    this.random = new Random(seed);
  }

  /** Does one thing; returns what, for messages of tests. */
  public String next() {
    int from = random.nextInt(40);
    boolean more = table.table().schema().findField("extra") != null;
    String columns = more ? "(id, part, text, extra)" : "(id, part, text)";
    String extra = more ? ", 7" : "";
    String what =
        switch (random.nextInt(12)) {
          case 0, 1, 2 ->
              "INSERT INTO $t %s SELECT id, cast(id %% 3 AS int), concat('t', id)%s FROM range(%d, %d)"
                  .formatted(columns, extra, from, from + 1 + random.nextInt(30));
          case 3, 4 -> "DELETE FROM $t WHERE id %% 7 = %d".formatted(random.nextInt(7));
          case 5 -> "UPDATE $t SET text = 'new' WHERE id = %d".formatted(from);
          case 6 ->
              "MERGE INTO $t t USING (SELECT DISTINCT id FROM range(%d, %d)) s ON t.id = s.id AND t.text = 'none' WHEN MATCHED THEN DELETE WHEN NOT MATCHED AND s.id %% 2 = 0 THEN INSERT %s VALUES (s.id, 9, 'merged'%s)"
                  .formatted(from, from + 6, columns, extra);
          case 7 ->
              more ? "ALTER TABLE $t DROP COLUMN extra" : "ALTER TABLE $t ADD COLUMN extra int";
          case 8 ->
              "ALTER TABLE $t %s PARTITION FIELD part"
                  .formatted(table.table().spec().isPartitioned() ? "DROP" : "ADD");
          case 9 -> "ALTER TABLE $t CREATE OR REPLACE TAG tag%d".formatted(random.nextInt(2));
          case 10 ->
              "ALTER TABLE $t CREATE OR REPLACE BRANCH branch%d".formatted(random.nextInt(2));
          default -> "INSERT OVERWRITE $t %s SELECT 1L, 1, 'over'%s".formatted(columns, extra);
        };
    if (table.table().currentSnapshot() == null && what.contains("CREATE OR REPLACE")) {
      return "nothing";
    }
    table.sql(what);
    remember();
    return what;
  }

  /** Notes what snapshots hold that were not known yet. */
  public void remember() {
    for (Snapshot snapshot : table.table().snapshots()) {
      contents.computeIfAbsent(snapshot.snapshotId(), table::rowsAt);
    }
  }

  /**
   * Checks that all snapshots that are still there hold what they held, and that those made since
   * hold what the table held before them.
   */
  public void verifyUnchangedBy(String step, List<String> rowsBefore) {
    assertThat(table.rows()).as("rows after " + step).isEqualTo(rowsBefore);
    for (Snapshot snapshot : table.table().snapshots()) {
      List<String> known = contents.get(snapshot.snapshotId());
      if (known != null) {
        assertThat(table.rowsAt(snapshot.snapshotId()))
            .as("snapshot %d after %s", snapshot.snapshotId(), step)
            .isEqualTo(known);
      }
    }
    remember();
  }
}

package io.lakewright.maintain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;

/** What a table of (id, v) must hold now and in each snapshot. */
final class UpkeepModel {
  private final Map<Integer, String> rows = new TreeMap<>();
  private final Map<Long, Map<Integer, String>> contents = new HashMap<>();
  private int next;

  /** New rows, as values of SQL with further columns that are null. */
  String values(int number, int columns) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      String v = "v" + next;
      rows.put(next, v);
      values.add("(%d, '%s'%s)".formatted(next++, v, ", NULL".repeat(columns)));
    }
    return String.join(", ", values);
  }

  /** The id that the next row will have. */
  int next() {
    return next;
  }

  /** Rows go from the table as it is now. */
  void delete(IntPredicate ids) {
    rows.keySet().removeIf(ids::test);
  }

  void append(IntPredicate ids, String suffix) {
    rows.replaceAll((id, v) -> ids.test(id) ? v + suffix : v);
  }

  /** What is written from now on goes to a branch, until the result is given to {@link #main}. */
  Map<Integer, String> branch() {
    return new TreeMap<>(rows);
  }

  void main(long branchHead, Map<Integer, String> main) {
    contents.put(branchHead, new TreeMap<>(rows));
    rows.clear();
    rows.putAll(main);
  }

  /** Remembers what a new snapshot has. */
  void note(Table table) {
    if (table.currentSnapshot() != null) {
      contents.putIfAbsent(table.currentSnapshot().snapshotId(), new TreeMap<>(rows));
    }
  }

  /** What branches and tags hold, to be given to {@link #erase}. */
  Map<String, Map<Integer, String>> heads(Table table) {
    Map<String, Map<Integer, String>> heads = new HashMap<>();
    table.refs().forEach((name, ref) -> heads.put(name, of(table.snapshot(ref.snapshotId()))));
    return heads;
  }

  /** Rows have gone from everything. */
  void erase(Table table, Map<String, Map<Integer, String>> heads, IntPredicate ids) {
    delete(ids);
    contents.clear();
    for (Map.Entry<String, SnapshotRef> ref : table.refs().entrySet()) {
      Map<Integer, String> left = new TreeMap<>(heads.get(ref.getKey()));
      left.keySet().removeIf(ids::test);
      contents.put(ref.getValue().snapshotId(), left);
    }
  }

  /** The rows of a snapshot as sorted JSON. */
  List<String> expected(Snapshot snapshot) {
    List<String> json = new ArrayList<>();
    of(snapshot).forEach((id, v) -> json.add("{\"id\":%d,\"v\":\"%s\"}".formatted(id, v)));
    json.sort(null);
    return json;
  }

  private Map<Integer, String> of(Snapshot snapshot) {
    Map<Integer, String> known = contents.get(snapshot.snapshotId());
    if (known != null) {
      return known;
    }
    // A step that failed half-way has left it, and nothing but such a step leaves what is not
    // noted.
    if (!snapshot.operation().equals(DataOperations.REPLACE)
        || !contents.containsKey(snapshot.parentId())) {
      throw new AssertionError("Nobody knows " + snapshot);
    }
    contents.put(snapshot.snapshotId(), contents.get(snapshot.parentId()));
    return contents.get(snapshot.snapshotId());
  }
}

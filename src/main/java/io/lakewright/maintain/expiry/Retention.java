package io.lakewright.maintain.expiry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.util.PropertyUtil;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Which snapshots of a table stay and which go, by the rules of Iceberg's {@code RemoveSnapshots}:
 * references beyond their own age go first; then of each branch its newest snapshots stay, by
 * number and by age; then what tags name; then what no reference knows, by age.
 *
 * @param expired snapshots that go
 * @param expiredRefs branches and tags that go because they are too old
 * @param kept snapshots that stay
 * @param pinned by branch or tag other than main: snapshots that stay for its sake alone, although
 *     they are older than the retention
 */
record Retention(
    List<Snapshot> expired,
    List<String> expiredRefs,
    List<Snapshot> kept,
    Map<String, List<Snapshot>> pinned) {

  static Retention of(Table table, Duration maxAge, int keepLast, Instant now) {
    long olderThan = now.minus(maxAge).toEpochMilli();
    Map<String, SnapshotRef> refs = new TreeMap<>(table.refs());
    List<String> expiredRefs = new ArrayList<>();
    refs.entrySet()
        .removeIf(
            entry -> {
              boolean gone = isTooOld(table, entry.getKey(), entry.getValue(), now);
              if (gone) {
                expiredRefs.add(entry.getKey());
              }
              return gone;
            });

    Set<Long> byMain = new HashSet<>();
    Map<String, List<Snapshot>> byRef = new TreeMap<>();
    Set<Long> known = new HashSet<>();
    for (Map.Entry<String, SnapshotRef> entry : refs.entrySet()) {
      List<Snapshot> held = held(table, entry.getValue(), olderThan, keepLast, now, known);
      if (entry.getKey().equals(SnapshotRef.MAIN_BRANCH)) {
        held.forEach(snapshot -> byMain.add(snapshot.snapshotId()));
      } else {
        byRef.put(entry.getKey(), held);
      }
    }
    return divide(table, olderThan, byMain, byRef, known, expiredRefs);
  }

  private static boolean isTooOld(Table table, String name, SnapshotRef ref, Instant now) {
    if (name.equals(SnapshotRef.MAIN_BRANCH)) {
      return false;
    }
    Snapshot snapshot = table.snapshot(ref.snapshotId());
    long maxAge =
        ref.maxRefAgeMs() != null
            ? ref.maxRefAgeMs()
            : PropertyUtil.propertyAsLong(
                table.properties(),
                TableProperties.MAX_REF_AGE_MS,
                TableProperties.MAX_REF_AGE_MS_DEFAULT);
    return snapshot == null || now.toEpochMilli() - snapshot.timestampMillis() > maxAge;
  }

  private static List<Snapshot> held(
      Table table, SnapshotRef ref, long olderThan, int keepLast, Instant now, Set<Long> known) {
    List<Snapshot> held = new ArrayList<>();
    if (ref.isTag()) {
      known.add(ref.snapshotId());
      held.add(table.snapshot(ref.snapshotId()));
      return held;
    }
    long limit =
        ref.maxSnapshotAgeMs() == null ? olderThan : now.toEpochMilli() - ref.maxSnapshotAgeMs();
    int least = ref.minSnapshotsToKeep() == null ? keepLast : ref.minSnapshotsToKeep();
    boolean holds = true;
    for (Snapshot one : SnapshotUtil.ancestorsOf(ref.snapshotId(), table::snapshot)) {
      known.add(one.snapshotId());
      holds &= held.size() < least || one.timestampMillis() >= limit;
      if (holds) {
        held.add(one);
      }
    }
    return held;
  }

  private static Retention divide(
      Table table,
      long olderThan,
      Set<Long> byMain,
      Map<String, List<Snapshot>> byRef,
      Set<Long> known,
      List<String> expiredRefs) {
    Set<Long> byRefs = new HashSet<>();
    Map<String, List<Snapshot>> pinned = new TreeMap<>();
    byRef.forEach(
        (name, snapshots) -> {
          snapshots.forEach(one -> byRefs.add(one.snapshotId()));
          List<Snapshot> old =
              snapshots.stream()
                  .filter(one -> one.timestampMillis() < olderThan)
                  .filter(one -> !byMain.contains(one.snapshotId()))
                  .toList();
          if (!old.isEmpty()) {
            pinned.put(name, old);
          }
        });
    List<Snapshot> expired = new ArrayList<>();
    List<Snapshot> kept = new ArrayList<>();
    for (Snapshot one : table.snapshots()) {
      long id = one.snapshotId();
      boolean stays =
          byMain.contains(id)
              || byRefs.contains(id)
              || (!known.contains(id) && one.timestampMillis() >= olderThan);
      (stays ? kept : expired).add(one);
    }
    return new Retention(expired, expiredRefs, kept, pinned);
  }
}

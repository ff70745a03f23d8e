package io.lakewright.maintain.refs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * What is to be done about a table's references.
 *
 * @param create references that are due and not there
 * @param drop names of references made here whose time is over
 * @param adjust maximum ages, in milliseconds, of references whose rule has changed, and of
 *     branches without one
 * @param kept number of references made here that stay as they are
 */
record RefPlan(List<NewRef> create, List<String> drop, Map<String, Long> adjust, int kept) {
  RefPlan {
    create = List.copyOf(create);
    drop = List.copyOf(drop);
    adjust = Map.copyOf(adjust);
  }

  /** A reference to be made. */
  record NewRef(String name, long snapshot, boolean branch, long maxAgeMillis) {}

  boolean isEmpty() {
    return create.isEmpty() && drop.isEmpty() && adjust.isEmpty();
  }

  /**
   * Plans.
   *
   * @param prefix of the names of references made here
   * @param branches patterns of names of users' branches, with the age to give to those without one
   */
  static RefPlan of(
      Table table,
      List<RefRule> rules,
      String prefix,
      Map<Pattern, Duration> branches,
      Instant now) {
    List<NewRef> create = new ArrayList<>();
    Map<String, Long> adjust = new HashMap<>();
    int kept = 0;
    for (RefRule rule : rules) {
      Instant start = rule.period().start(rule.period().start(now).minusMillis(1));
      Instant end = rule.period().end(start);
      while (end.plus(rule.keep()).isAfter(now)) {
        Optional<Snapshot> snapshot = asOf(table, end);
        if (snapshot.isEmpty()) {
          break;
        }
        String name = name(prefix, rule.period(), start);
        long maxAge = maxAge(snapshot.get(), end, rule.keep());
        SnapshotRef there = table.refs().get(name);
        if (there == null) {
          create.add(new NewRef(name, snapshot.get().snapshotId(), rule.branch(), maxAge));
        } else {
          kept++;
          Snapshot named = table.snapshot(there.snapshotId());
          long wanted = named == null ? maxAge : maxAge(named, end, rule.keep());
          if (there.maxRefAgeMs() != null && there.maxRefAgeMs() != wanted) {
            adjust.put(name, wanted);
          }
        }
        end = start;
        start = rule.period().start(start.minusMillis(1));
      }
    }
    List<String> drop = dropped(table, prefix, adjust, now);
    branches(table, branches, adjust);
    return new RefPlan(create, drop, adjust, kept);
  }

  static String name(String prefix, Period period, Instant start) {
    return prefix + period.key() + "-" + period.label(start);
  }

  /** Expiry counts a reference's age from its snapshot, a rule from the end of its period. */
  private static long maxAge(Snapshot snapshot, Instant end, Duration keep) {
    return end.toEpochMilli() - snapshot.timestampMillis() + keep.toMillis();
  }

  /**
   * What main was just before a time. None if that is not known for sure: because the table is
   * younger, or snapshots between were expired.
   */
  private static Optional<Snapshot> asOf(Table table, Instant time) {
    for (Snapshot one : SnapshotUtil.currentAncestors(table)) {
      if (one.timestampMillis() < time.toEpochMilli()) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** Those whose own age is over; those of a rule that is no more run out in the same way. */
  private static List<String> dropped(
      Table table, String prefix, Map<String, Long> adjust, Instant now) {
    List<String> drop = new ArrayList<>();
    table
        .refs()
        .forEach(
            (name, ref) -> {
              Snapshot snapshot = table.snapshot(ref.snapshotId());
              if (isOurs(name, ref, prefix) && snapshot != null) {
                long maxAge = adjust.getOrDefault(name, ref.maxRefAgeMs());
                if (now.toEpochMilli() - snapshot.timestampMillis() >= maxAge) {
                  drop.add(name);
                }
              }
            });
    return drop;
  }

  /** By its name and because it has an age: a tag that a user made has another name or no age. */
  static boolean isOurs(String name, SnapshotRef ref, String prefix) {
    if (ref.maxRefAgeMs() == null || !name.startsWith(prefix)) {
      return false;
    }
    String rest = name.substring(prefix.length());
    for (Period period : Period.values()) {
      String start = period.key() + "-";
      if (rest.startsWith(start) && period.parse(rest.substring(start.length())).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static void branches(
      Table table, Map<Pattern, Duration> branches, Map<String, Long> adjust) {
    table
        .refs()
        .forEach(
            (name, ref) -> {
              if (ref.isBranch()
                  && !name.equals(SnapshotRef.MAIN_BRANCH)
                  && ref.maxRefAgeMs() == null) {
                branches.entrySet().stream()
                    .filter(entry -> entry.getKey().matcher(name).matches())
                    .findFirst()
                    .ifPresent(entry -> adjust.put(name, entry.getValue().toMillis()));
              }
            });
  }
}

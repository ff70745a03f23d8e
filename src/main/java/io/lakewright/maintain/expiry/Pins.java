package io.lakewright.maintain.expiry;

import io.lakewright.job.Human;
import io.lakewright.maintain.Measure;
import io.lakewright.maintain.TableContext;
import io.lakewright.maintain.reach.FileDifference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Snapshot;

/** What branches and tags hold back beyond the retention, in words. */
final class Pins {
  private static final int MOST = 10;

  private Pins() {}

  /** What all of them hold together, and what each of the first ones holds alone. */
  static List<String> describe(TableContext context, Retention retention) {
    if (retention.pinned().isEmpty()) {
      return List.of();
    }
    Set<Long> all = new HashSet<>();
    retention.pinned().values().forEach(held -> held.forEach(one -> all.add(one.snapshotId())));
    List<String> lines = new ArrayList<>();
    lines.add(
        "%,d branches and tags hold %,d snapshots beyond the retention, with %s"
            .formatted(
                retention.pinned().size(), all.size(), text(onlyIn(context, retention, all))));
    if (retention.pinned().size() > 1) {
      retention.pinned().entrySet().stream()
          .limit(MOST)
          .forEach(entry -> lines.add(line(context, retention, entry)));
    } else {
      lines.set(0, lines.get(0) + ": " + retention.pinned().keySet().iterator().next());
    }
    return lines;
  }

  private static String line(
      TableContext context, Retention retention, Map.Entry<String, List<Snapshot>> entry) {
    Set<Long> alone = new HashSet<>();
    entry.getValue().forEach(one -> alone.add(one.snapshotId()));
    retention
        .pinned()
        .forEach(
            (name, held) -> {
              if (!name.equals(entry.getKey())) {
                held.forEach(one -> alone.remove(one.snapshotId()));
              }
            });
    return "%s holds %,d of them, alone %s"
        .formatted(
            entry.getKey(), entry.getValue().size(), text(onlyIn(context, retention, alone)));
  }

  private static Measure onlyIn(TableContext context, Retention retention, Set<Long> ids) {
    List<String> gone = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    for (Snapshot one : retention.kept()) {
      (ids.contains(one.snapshotId()) ? gone : kept).add(one.manifestListLocation());
    }
    if (gone.isEmpty()) {
      return Measure.NONE;
    }
    try (FileDifference difference =
        FileDifference.of(context.spark(), context.table(), gone, kept)) {
      return difference.measure();
    }
  }

  private static String text(Measure measure) {
    return "%,d files (%s)".formatted(measure.files(), Human.bytes(measure.bytes()));
  }
}

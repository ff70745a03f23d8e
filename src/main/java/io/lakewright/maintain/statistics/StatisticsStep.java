package io.lakewright.maintain.statistics;

import io.lakewright.UserException;
import io.lakewright.maintain.Assessment;
import io.lakewright.maintain.Effort;
import io.lakewright.maintain.Gain;
import io.lakewright.maintain.Measure;
import io.lakewright.maintain.Outcome;
import io.lakewright.maintain.Requests;
import io.lakewright.maintain.Setting;
import io.lakewright.maintain.Step;
import io.lakewright.maintain.StepName;
import io.lakewright.maintain.TableContext;
import io.lakewright.maintain.facts.Totals;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.PartitionStatisticsFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.StatisticsFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.actions.ComputeTableStats;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.util.SnapshotUtil;

/** Computes table and partition statistics that are missing or stale. */
public final class StatisticsStep implements Step {
  static final Setting<Double> STALE =
      Setting.ratio(
          "stale-share", 0.2, "statistics are stale when a larger share of the rows has changed");
  static final Setting<Boolean> TABLE =
      Setting.flag("table", true, "whether distinct values per column are computed");
  static final Setting<List<String>> COLUMNS =
      Setting.list(
          "columns", "", "columns to count distinct values of; empty: all but nested ones");
  static final Setting<Boolean> PARTITIONS =
      Setting.flag("partitions", true, "whether sums per partition are computed");
  static final Setting<Long> MAX_BYTES =
      Setting.bytes(
          "max-bytes", "1 TiB", "a larger table gets no distinct values, which read all of it");

  @Override
  public StepName name() {
    return StepName.STATISTICS;
  }

  /** They cost a scan, and only some engines look at them. */
  @Override
  public boolean enabledByDefault() {
    return false;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(STALE, TABLE, COLUMNS, PARTITIONS, MAX_BYTES);
  }

  /** What is to be computed. */
  private record Work(boolean table, boolean partitions) {}

  @Override
  public Assessment assess(TableContext context) {
    Table table = context.table();
    Totals totals = context.facts().totals();
    Measure now = new Measure(totals.dataFiles(), totals.bytes());
    if (table.currentSnapshot() == null || totals.records() == 0) {
      return Assessment.notNeeded(name(), "the table is empty", now);
    }
    requireColumns(context);
    double allowed = context.settings().get(STALE);
    double tableChange =
        context.settings().get(TABLE)
            ? change(table, totals, ids(table.statisticsFiles(), StatisticsFile::snapshotId))
            : 0;
    double partitionChange =
        context.settings().get(PARTITIONS) && table.spec().isPartitioned()
            ? change(
                table,
                totals,
                ids(table.partitionStatisticsFiles(), PartitionStatisticsFile::snapshotId))
            : 0;
    boolean tooLarge = totals.bytes() > context.settings().get(MAX_BYTES);
    Work work = new Work(tableChange > allowed && !tooLarge, partitionChange > allowed);
    String state = state(tableChange, partitionChange, tooLarge);
    if (!work.table && !work.partitions) {
      return Assessment.notNeeded(name(), state, now);
    }
    long bytes = work.table ? totals.bytes() : 0;
    return Assessment.due(
        name(),
        state,
        now,
        now,
        new Effort(new Requests(work.table ? 2 * totals.dataFiles() : 1, 4, 0), bytes, 0),
        Gain.NONE,
        work);
  }

  private static String state(double table, double partitions, boolean tooLarge) {
    double most = Math.max(table, partitions);
    String text =
        Double.isInfinite(most)
            ? "there are no statistics"
            : "%.0f %% of the rows have changed since the last statistics".formatted(100 * most);
    return tooLarge ? text + "; the table is too large for distinct values" : text;
  }

  private static void requireColumns(TableContext context) {
    for (String column : context.settings().get(COLUMNS)) {
      NestedField field = context.table().schema().findField(column);
      if (field == null || !field.type().isPrimitiveType()) {
        throw new UserException(
            "%s has no simple column %s to compute statistics of"
                .formatted(context.name(), column));
      }
    }
  }

  private interface SnapshotOf<F> {
    long id(F file);
  }

  private static <F> Set<Long> ids(List<F> files, SnapshotOf<F> snapshot) {
    Set<Long> ids = new HashSet<>();
    files.forEach(file -> ids.add(snapshot.id(file)));
    return ids;
  }

  /** Share of rows changed since the newest statistics; infinite if there are none. */
  private static double change(Table table, Totals totals, Set<Long> withStatistics) {
    long changed = 0;
    for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
      if (withStatistics.contains(snapshot.snapshotId())) {
        return (double) changed / totals.records();
      }
      if (!"replace".equals(snapshot.operation())) {
        changed +=
            number(snapshot, SnapshotSummary.ADDED_RECORDS_PROP)
                + number(snapshot, SnapshotSummary.DELETED_RECORDS_PROP)
                + number(snapshot, SnapshotSummary.ADDED_POS_DELETES_PROP)
                + number(snapshot, SnapshotSummary.ADDED_EQ_DELETES_PROP);
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  private static long number(Snapshot snapshot, String key) {
    String value = snapshot.summary() == null ? null : snapshot.summary().get(key);
    return value != null && value.matches("\\d{1,18}") ? Long.parseLong(value) : 0;
  }

  @Override
  public Outcome run(TableContext context, Assessment assessment) {
    Table table = context.table();
    table.refresh();
    Work work = (Work) assessment.work();
    List<String> done = new ArrayList<>();
    if (work.table) {
      ComputeTableStats compute = SparkActions.get(context.spark()).computeTableStats(table);
      List<String> columns = context.settings().get(COLUMNS);
      if (!columns.isEmpty()) {
        compute.columns(columns.toArray(String[]::new));
      }
      compute.execute();
      done.add("distinct values per column");
    }
    if (work.partitions) {
      SparkActions.get(context.spark()).computePartitionStats(table).execute();
      done.add("sums per partition");
    }
    return Outcome.done(
        name(),
        "Computed " + String.join(" and ", done),
        assessment.before(),
        assessment.before(),
        assessment.effort());
  }
}

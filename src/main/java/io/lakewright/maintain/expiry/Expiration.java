package io.lakewright.maintain.expiry;

import io.lakewright.maintain.TableContext;
import io.lakewright.maintain.reach.FileDifference;
import io.lakewright.maintain.reach.FileKind;
import io.lakewright.maintain.reach.FileRemoval;
import io.lakewright.maintain.reach.FileRows;
import io.lakewright.maintain.reach.RetiredFiles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What an expiry did.
 *
 * @param snapshots that went
 * @param removal of their files
 */
public record Expiration(long snapshots, FileRemoval removal) {
  static final Expiration NOTHING = new Expiration(0, new FileRemoval(0, 0, 0));

  /** Reading manifest lists to find unused specs is not worth it beyond so many snapshots. */
  private static final int CLEAN_UP_TO = 1_000;

  /** More manifest lists than this are removed by Spark. */
  private static final int LOCAL_LISTS = 2_000;

  static Expiration run(
      TableContext context,
      Retention planned,
      Instant olderThan,
      int keepLast,
      List<Table> sharing,
      RetiredFiles retired) {
    Table table = context.table();
    ExpireSnapshots expire =
        table
            .expireSnapshots()
            .expireOlderThan(olderThan.toEpochMilli())
            .retainLast(keepLast)
            .cleanExpiredFiles(false);
    boolean clean =
        context.settings().get(ExpiryStep.CLEAN)
            && planned.kept().size() <= CLEAN_UP_TO
            && (table.specs().size() > 1 || table.schemas().size() > 1);
    if (clean) {
      expire.cleanExpiredMetadata(true);
    }
    return commit(context, expire, sharing, retired);
  }

  /**
   * Expires exactly these snapshots, whatever their age.
   *
   * @param sharing tables that may need the same files, as they are now
   */
  public static Expiration of(
      TableContext context, Collection<Long> ids, List<Table> sharing, RetiredFiles retired) {
    ExpireSnapshots expire =
        context.table().expireSnapshots().expireOlderThan(0).cleanExpiredFiles(false);
    ids.forEach(expire::expireSnapshotId);
    return commit(context, expire, sharing, retired);
  }

  private static Expiration commit(
      TableContext context, ExpireSnapshots expire, List<Table> sharing, RetiredFiles retired) {
    Table table = context.table();
    Table before = frozen(table);
    Map<Long, Snapshot> gone = new HashMap<>();
    table.snapshots().forEach(one -> gone.put(one.snapshotId(), one));
    expire.commit();
    table.refresh();
    List<String> kept = new ArrayList<>();
    for (Snapshot snapshot : table.snapshots()) {
      gone.remove(snapshot.snapshotId());
      kept.add(snapshot.manifestListLocation());
    }
    for (Table other : sharing) {
      other.snapshots().forEach(snapshot -> kept.add(snapshot.manifestListLocation()));
    }
    if (gone.isEmpty()) {
      return NOTHING;
    }
    Set<String> lists = new LinkedHashSet<>();
    gone.values().forEach(snapshot -> lists.add(snapshot.manifestListLocation()));
    kept.forEach(lists::remove);
    Set<String> statistics = statistics(before, gone.keySet());
    statistics(table, null).forEach(statistics::remove);
    sharing.forEach(other -> statistics(other, null).forEach(statistics::remove));
    return remove(context, before, gone.size(), List.copyOf(lists), kept, statistics, retired);
  }

  private static Expiration remove(
      TableContext context,
      Table before,
      long snapshots,
      List<String> lists,
      List<String> kept,
      Set<String> statistics,
      RetiredFiles retired) {
    Table table = context.table();
    context
        .spark()
        .sparkContext()
        .setJobDescription(
            "Finding the files that %,d expired snapshots of %s leave"
                .formatted(snapshots, context.name()));
    try (FileDifference difference = FileDifference.of(context.spark(), before, lists, kept)) {
      FileRemoval removal = difference.remove(table);
      FileRemoval rest = FileRemoval.of(table.io(), List.copyOf(statistics));
      FileRemoval removedLists =
          lists.size() <= LOCAL_LISTS
              ? FileRemoval.of(table.io(), lists)
              : FileRemoval.of(context.spark(), table, others(context, Set.of(), lists));
      if (retired != RetiredFiles.NONE) {
        retired.retired(
            context, difference.files().unionByName(others(context, statistics, lists)));
      }
      return new Expiration(
          snapshots,
          new FileRemoval(
              removal.files() + rest.files() + removedLists.files(),
              removal.bytes(),
              removal.failed() + rest.failed() + removedLists.failed()));
    }
  }

  private static Dataset<Row> others(
      TableContext context, Set<String> statistics, List<String> lists) {
    List<Row> rows = new ArrayList<>();
    statistics.forEach(path -> rows.add(FileRows.of(path, FileKind.STATISTICS, 0)));
    lists.forEach(path -> rows.add(FileRows.of(path, FileKind.MANIFEST_LIST, 0)));
    return context.spark().createDataFrame(rows, FileRows.SCHEMA);
  }

  private static Set<String> statistics(Table table, Set<Long> snapshots) {
    Set<String> paths = new HashSet<>();
    table.statisticsFiles().stream()
        .filter(file -> snapshots == null || snapshots.contains(file.snapshotId()))
        .forEach(file -> paths.add(file.path()));
    table.partitionStatisticsFiles().stream()
        .filter(file -> snapshots == null || snapshots.contains(file.snapshotId()))
        .forEach(file -> paths.add(file.path()));
    return paths;
  }

  /** The table as its metadata is now, whatever is committed later. */
  private static Table frozen(Table table) {
    return new BaseTable(
        new StaticTableOperations(((HasTableOperations) table).operations().current(), table.io()),
        table.name());
  }
}

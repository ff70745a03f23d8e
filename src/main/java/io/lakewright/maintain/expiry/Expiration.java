package io.lakewright.maintain.expiry;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

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
import java.util.function.LongPredicate;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.PartitionStatisticsFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.StatisticsFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.source.SerializableTableWithSize;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
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
      int kept,
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
            && kept <= CLEAN_UP_TO
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
    // With the old specs, but without the snapshots: there may be very many.
    Table before = SerializableTableWithSize.copyOf(table);
    Map<Long, String> gone = new HashMap<>();
    table.snapshots().forEach(one -> gone.put(one.snapshotId(), one.manifestListLocation()));
    List<StatisticsFile> statisticsFiles = table.statisticsFiles();
    List<PartitionStatisticsFile> partitionFiles = table.partitionStatisticsFiles();
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
    Set<String> statistics = statistics(statisticsFiles, partitionFiles, gone.keySet()::contains);
    withoutStatistics(statistics, table);
    sharing.forEach(other -> withoutStatistics(statistics, other));
    Set<String> lists = new LinkedHashSet<>(gone.values());
    kept.forEach(lists::remove);
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
      TableContext context, Collection<String> statistics, List<String> lists) {
    return files(context, List.copyOf(statistics), FileKind.STATISTICS)
        .unionByName(files(context, lists, FileKind.MANIFEST_LIST));
  }

  private static Dataset<Row> files(TableContext context, List<String> paths, FileKind kind) {
    // As an RDD the paths travel with the tasks, a slice each, and are not part of a plan.
    return context
        .spark()
        .createDataset(
            JavaSparkContext.fromSparkContext(context.spark().sparkContext())
                .parallelize(paths)
                .rdd(),
            Encoders.STRING())
        .select(
            col("value").as(FileRows.PATH),
            lit(kind.name()).as(FileRows.KIND),
            lit(0L).as(FileRows.BYTES));
  }

  private static Set<String> statistics(
      List<StatisticsFile> table, List<PartitionStatisticsFile> partitions, LongPredicate of) {
    Set<String> paths = new HashSet<>();
    table.stream()
        .filter(file -> of.test(file.snapshotId()))
        .forEach(file -> paths.add(file.path()));
    partitions.stream()
        .filter(file -> of.test(file.snapshotId()))
        .forEach(file -> paths.add(file.path()));
    return paths;
  }

  private static void withoutStatistics(Set<String> paths, Table table) {
    paths.removeAll(
        statistics(table.statisticsFiles(), table.partitionStatisticsFiles(), id -> true));
  }
}

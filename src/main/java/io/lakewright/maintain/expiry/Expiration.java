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

  /**
   * What snapshots that are out of the table have left. Nothing else of them is kept while Spark
   * works: there may be very many.
   *
   * @param before the table with its old specs, but without snapshots
   * @param gone how many
   * @param lists their manifest lists
   * @param kept manifest lists of those that stay, here or in a table that shares files
   */
  private record Left(
      Table before, long gone, List<String> lists, List<String> kept, Set<String> statistics) {}

  static Expiration run(
      TableContext context,
      int kept,
      Instant olderThan,
      int keepLast,
      List<Table> sharing,
      RetiredFiles retired) {
    retired.retiring(context);
    return remove(
        context, commit(context, byAge(context, kept, olderThan, keepLast), sharing), retired);
  }

  private static ExpireSnapshots byAge(
      TableContext context, int kept, Instant olderThan, int keepLast) {
    Table table = context.table();
    boolean clean =
        context.settings().get(ExpiryStep.CLEAN)
            && kept <= CLEAN_UP_TO
            && (table.specs().size() > 1 || table.schemas().size() > 1);
    return table
        .expireSnapshots()
        .expireOlderThan(olderThan.toEpochMilli())
        .retainLast(keepLast)
        .cleanExpiredFiles(false)
        .cleanExpiredMetadata(clean);
  }

  /**
   * Expires exactly these snapshots, whatever their age.
   *
   * @param sharing tables that may need the same files, as they are now
   */
  public static Expiration of(
      TableContext context, Collection<Long> ids, List<Table> sharing, RetiredFiles retired) {
    retired.retiring(context);
    return remove(context, commit(context, exactly(context, ids), sharing), retired);
  }

  private static ExpireSnapshots exactly(TableContext context, Collection<Long> ids) {
    ExpireSnapshots expire =
        context.table().expireSnapshots().expireOlderThan(0).cleanExpiredFiles(false);
    ids.forEach(expire::expireSnapshotId);
    return expire;
  }

  private static Left commit(TableContext context, ExpireSnapshots expire, List<Table> sharing) {
    Table table = context.table();
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
    Set<String> statistics = statistics(statisticsFiles, partitionFiles, gone.keySet()::contains);
    withoutStatistics(statistics, table);
    sharing.forEach(other -> withoutStatistics(statistics, other));
    Set<String> lists = new LinkedHashSet<>(gone.values());
    kept.forEach(lists::remove);
    return new Left(before, gone.size(), List.copyOf(lists), kept, statistics);
  }

  private static Expiration remove(TableContext context, Left left, RetiredFiles retired) {
    if (left.gone == 0) {
      return NOTHING;
    }
    Table table = context.table();
    context
        .spark()
        .sparkContext()
        .setJobDescription(
            "Finding the files that %,d expired snapshots of %s leave"
                .formatted(left.gone, context.name()));
    try (FileDifference difference =
        FileDifference.of(context.spark(), left.before, left.lists, left.kept)) {
      FileRemoval removal = difference.remove(table);
      FileRemoval rest = FileRemoval.of(table.io(), List.copyOf(left.statistics));
      FileRemoval removedLists =
          left.lists.size() <= LOCAL_LISTS
              ? FileRemoval.of(table.io(), left.lists)
              : FileRemoval.of(context.spark(), table, others(context, Set.of(), left.lists));
      if (retired != RetiredFiles.NONE) {
        retired.retired(
            context, difference.files().unionByName(others(context, left.statistics, left.lists)));
      }
      return new Expiration(
          left.gone,
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

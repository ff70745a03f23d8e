package io.lakewright.maintain.orphans;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.lakewright.maintain.Measure;
import io.lakewright.maintain.TableContext;
import io.lakewright.maintain.reach.FileKind;
import io.lakewright.maintain.reach.FileRows;
import io.lakewright.maintain.reach.FolderListing;
import io.lakewright.maintain.reach.ListedFiles;
import io.lakewright.maintain.reach.Locations;
import io.lakewright.maintain.reach.ReachableFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.FileInfo;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Files of a table's folders that are old enough and that no table needs.
 *
 * @param files columns of {@link FileRows#SCHEMA}
 * @param measure how many, and their size
 * @param listed how many files there are at all, -1 if nobody counted
 */
record Candidates(Dataset<Row> files, Measure measure, long listed) implements AutoCloseable {
  /** More listed files than this are left to Spark. */
  static final int LOCAL_FILES = 20_000;

  private static final StructType KEYED = FileRows.SCHEMA.add("key", DataTypes.StringType, false);

  /**
   * Finds them.
   *
   * @param tables that may need files there, the table itself among them
   * @param rules one for each of the table's folders
   * @param localFiles how many listed files the driver takes on
   */
  static Candidates find(
      TableContext context, List<Table> tables, Map<String, OrphanRule> rules, int localFiles) {
    return local(context, tables, rules, localFiles)
        .orElseGet(() -> distributed(context, tables, rules));
  }

  private static Optional<Candidates> local(
      TableContext context, List<Table> tables, Map<String, OrphanRule> rules, int most) {
    Configuration conf = context.spark().sessionState().newHadoopConf();
    Map<String, Row> candidates = new HashMap<>();
    int listed = 0;
    for (Map.Entry<String, OrphanRule> entry : rules.entrySet()) {
      Iterator<FileInfo> files = FolderListing.files(context.table().io(), conf, entry.getKey());
      while (files.hasNext()) {
        if (++listed > most) {
          return Optional.empty();
        }
        FileInfo file = files.next();
        entry
            .getValue()
            .kind(file.location(), file.createdAtMillis())
            .ifPresent(
                kind ->
                    candidates.put(
                        Locations.key(file.location()),
                        FileRows.of(file.location(), kind, file.size())));
      }
    }
    for (Table table : tables) {
      if (!candidates.isEmpty() && !ReachableFiles.removeFrom(candidates.keySet(), table)) {
        return Optional.empty();
      }
    }
    List<Row> rows = new ArrayList<>(candidates.values());
    long bytes = rows.stream().mapToLong(row -> row.getLong(2)).sum();
    return Optional.of(
        new Candidates(
            context.spark().createDataFrame(rows, FileRows.SCHEMA),
            new Measure(rows.size(), bytes),
            listed));
  }

  private static Candidates distributed(
      TableContext context, List<Table> tables, Map<String, OrphanRule> rules) {
    context
        .spark()
        .sparkContext()
        .setJobDescription("Looking for orphans of %s".formatted(context.name()));
    Dataset<Row> old = null;
    for (Map.Entry<String, OrphanRule> entry : rules.entrySet()) {
      Dataset<Row> listed = ListedFiles.below(context.spark(), context.table(), entry.getKey());
      Dataset<Row> found = listed.flatMap(keyed(entry.getValue()), Encoders.row(KEYED));
      old = old == null ? found : old.union(found);
    }
    Dataset<String> reachable = null;
    for (Table table : tables) {
      Dataset<String> keys = ReachableFiles.keys(context.spark(), table);
      reachable = reachable == null ? keys : reachable.union(keys);
    }
    Dataset<Row> files =
        old.join(reachable.toDF("key"), new String[] {"key"}, "left_anti")
            .dropDuplicates("key")
            .select(FileRows.PATH, FileRows.KIND, FileRows.BYTES)
            .persist(StorageLevel.DISK_ONLY());
    Row sums = files.agg(count(lit(1)), sum(FileRows.BYTES)).first();
    return new Candidates(
        files, new Measure(sums.getLong(0), sums.isNullAt(1) ? 0 : sums.getLong(1)), -1);
  }

  private static FlatMapFunction<Row, Row> keyed(OrphanRule rule) {
    return row -> {
      Optional<FileKind> kind = rule.kind(row.getString(0), row.getLong(2));
      return kind
          .map(
              one ->
                  RowFactory.create(
                      row.getString(0),
                      one.name(),
                      row.getLong(1),
                      Locations.key(row.getString(0))))
          .stream()
          .iterator();
    };
  }

  /** The same without files that a quarantine holds already. */
  Candidates without(Dataset<Row> fresh) {
    Dataset<Row> kept = fresh.persist(StorageLevel.DISK_ONLY());
    Row sums = kept.agg(count(lit(1)), sum(FileRows.BYTES)).first();
    return new Candidates(
        kept, new Measure(sums.getLong(0), sums.isNullAt(1) ? 0 : sums.getLong(1)), listed);
  }

  @Override
  public void close() {
    files.unpersist();
  }
}

package io.lakewright.maintain.orphans;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import io.lakewright.UserException;
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
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.io.FileInfo;
import org.apache.spark.api.java.function.FilterFunction;
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
 * @param listed how many files there are at all
 * @param foreign keys of folders that are tables of their own, with what they are in words; nothing
 *     below is a candidate
 */
record Candidates(Dataset<Row> files, Measure measure, long listed, Map<String, String> foreign)
    implements AutoCloseable {
  /** More listed files than this are left to Spark. */
  static final int LOCAL_FILES = 20_000;

  /** So many foreign folders are not known one by one any more. */
  private static final int MOST_FOREIGN = 10_000;

  private static final StructType KEYED =
      new StructType()
          .add(FileRows.PATH, DataTypes.StringType)
          .add(FileRows.KIND, DataTypes.StringType)
          .add(FileRows.BYTES, DataTypes.LongType)
          .add("key", DataTypes.StringType);

  /** In place of a kind: a folder that is a table of its own. */
  private static final String FOREIGN = "foreign";

  /**
   * Finds them. Tables are read after storage has been listed: what a writer has committed by then
   * is none.
   *
   * @param tables that may need files there, the table itself among them
   * @param rules one for each of the table's folders
   * @param localFiles how many listed files the driver takes on
   */
  static Candidates find(
      TableContext context, List<Table> tables, Map<String, OrphanRule> rules, int localFiles) {
    TableMarks marks = TableMarks.of(tables);
    return local(context, tables, rules, marks, localFiles)
        .orElseGet(() -> distributed(context, tables, rules, marks));
  }

  private static Optional<Candidates> local(
      TableContext context,
      List<Table> tables,
      Map<String, OrphanRule> rules,
      TableMarks marks,
      int most) {
    Configuration conf = context.spark().sessionState().newHadoopConf();
    Map<String, Row> candidates = new HashMap<>();
    Map<String, String> foreign = new TreeMap<>();
    int listed = 0;
    for (Map.Entry<String, OrphanRule> entry : rules.entrySet()) {
      OrphanRule rule = entry.getValue();
      Iterator<FileInfo> files = FolderListing.files(context.table().io(), conf, entry.getKey());
      while (files.hasNext()) {
        if (++listed > most) {
          return Optional.empty();
        }
        FileInfo file = files.next();
        marks
            .of(rule.root(), file.location())
            .filter(mark -> !rule.isSpared(mark.folder()))
            .ifPresent(mark -> foreign.put(mark.folder(), mark.format()));
        rule.kind(file.location(), file.createdAtMillis())
            .ifPresent(
                kind ->
                    candidates.put(
                        Locations.key(file.location()),
                        FileRows.of(file.location(), kind, file.size())));
      }
    }
    candidates.keySet().removeIf(key -> isBelow(foreign.keySet(), key));
    for (Table table : latest(tables)) {
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
            listed,
            foreign));
  }

  /** As they are now; without those that were dropped meanwhile. */
  private static List<Table> latest(List<Table> tables) {
    List<Table> latest = new ArrayList<>();
    for (Table table : tables) {
      try {
        table.refresh();
        latest.add(table);
      } catch (NoSuchTableException e) {
        // Its files are nobody's now.
      }
    }
    return latest;
  }

  /** Whether one of the folders is above a file. */
  private static boolean isBelow(Set<String> folders, String key) {
    if (folders.isEmpty()) {
      return false;
    }
    for (int slash = key.lastIndexOf('/'); slash >= 0; slash = key.lastIndexOf('/', slash - 1)) {
      if (folders.contains(key.substring(0, slash + 1))) {
        return true;
      }
    }
    return false;
  }

  private static Candidates distributed(
      TableContext context, List<Table> tables, Map<String, OrphanRule> rules, TableMarks marks) {
    context
        .spark()
        .sparkContext()
        .setJobDescription("Looking for orphans of %s".formatted(context.name()));
    Dataset<Row> all = null;
    for (Map.Entry<String, OrphanRule> entry : rules.entrySet()) {
      Dataset<Row> listed = ListedFiles.below(context.spark(), context.table(), entry.getKey());
      Dataset<Row> found = listed.flatMap(keyed(entry.getValue(), marks), Encoders.row(KEYED));
      all = all == null ? found : all.union(found);
    }
    all = all.persist(StorageLevel.DISK_ONLY());
    try {
      long listed = all.filter(not(col(FileRows.KIND).eqNullSafe(FOREIGN))).count();
      Map<String, String> foreign = foreign(context, all);
      Dataset<Row> files = unreachable(context, latest(tables), all, Set.copyOf(foreign.keySet()));
      return new Candidates(files, measure(files), listed, foreign);
    } finally {
      all.unpersist();
    }
  }

  private static Map<String, String> foreign(TableContext context, Dataset<Row> all) {
    List<Row> rows =
        all.filter(col(FileRows.KIND).equalTo(FOREIGN))
            .select("key", FileRows.PATH)
            .distinct()
            .limit(MOST_FOREIGN + 1)
            .collectAsList();
    if (rows.size() > MOST_FOREIGN) {
      throw new UserException(
          "More than %,d folders of %s are tables of their own; orphans are not looked for there"
              .formatted(MOST_FOREIGN, context.name()));
    }
    Map<String, String> foreign = new TreeMap<>();
    rows.forEach(row -> foreign.put(row.getString(0), row.getString(1)));
    return foreign;
  }

  private static Dataset<Row> unreachable(
      TableContext context, List<Table> tables, Dataset<Row> all, Set<String> foreign) {
    FilterFunction<Row> candidate =
        row ->
            !row.isNullAt(1)
                && !row.getString(1).equals(FOREIGN)
                && !isBelow(foreign, row.getString(3));
    Dataset<String> reachable = null;
    for (Table table : tables) {
      Dataset<String> keys = ReachableFiles.keys(context.spark(), table);
      reachable = reachable == null ? keys : reachable.union(keys);
    }
    return all.filter(candidate)
        .join(reachable.toDF("key"), new String[] {"key"}, "left_anti")
        .dropDuplicates("key")
        .select(FileRows.PATH, FileRows.KIND, FileRows.BYTES)
        .persist(StorageLevel.DISK_ONLY());
  }

  private static Measure measure(Dataset<Row> files) {
    Row sums = files.agg(count(lit(1)), sum(FileRows.BYTES)).first();
    return new Measure(sums.getLong(0), sums.isNullAt(1) ? 0 : sums.getLong(1));
  }

  /** A row for each file, with a kind if it may be an orphan, and one for each mark. */
  private static FlatMapFunction<Row, Row> keyed(OrphanRule rule, TableMarks marks) {
    return row -> {
      String path = row.getString(0);
      List<Row> rows = new ArrayList<>(2);
      Optional<FileKind> kind = rule.kind(path, row.getLong(2));
      rows.add(
          kind.isPresent()
              ? RowFactory.create(path, kind.get().name(), row.getLong(1), Locations.key(path))
              : RowFactory.create(null, null, null, null));
      marks
          .of(rule.root(), path)
          .filter(mark -> !rule.isSpared(mark.folder()))
          .ifPresent(
              mark -> rows.add(RowFactory.create(mark.format(), FOREIGN, 0L, mark.folder())));
      return rows.iterator();
    };
  }

  /** The same without files that a quarantine holds already. */
  Candidates without(Dataset<Row> fresh) {
    Dataset<Row> kept = fresh.persist(StorageLevel.DISK_ONLY());
    Candidates rest = new Candidates(kept, measure(kept), listed, foreign);
    close();
    return rest;
  }

  @Override
  public void close() {
    files.unpersist();
  }
}

package io.lakewright.maintain.reach;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.lakewright.maintain.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * What some snapshots need and others do not: the files that go when the former are expired.
 *
 * <p>A manifest that both share is not read for what it might give up: all its files stay. Of the
 * rest those files go that no manifest of the others names.
 */
public final class FileDifference implements AutoCloseable {
  /** More snapshots than this are left to Spark. */
  private static final int LOCAL_LISTS = 2_000;

  private final SparkSession spark;
  private final List<Row> few;
  private final Dataset<Row> files;
  private final Measure measure;

  private FileDifference(SparkSession spark, List<Row> few, Dataset<Row> files, Measure measure) {
    this.spark = spark;
    this.few = few;
    this.files = files;
    this.measure = measure;
  }

  /**
   * Finds them: in this JVM when there are few, which saves a small table several Spark jobs, or
   * else by Spark.
   *
   * @param table as it was while it had all the snapshots
   * @param gone manifest lists of the snapshots that go
   * @param kept manifest lists of those that stay
   */
  public static FileDifference of(
      SparkSession spark, Table table, List<String> gone, List<String> kept) {
    return of(spark, table, gone, kept, LOCAL_LISTS);
  }

  static FileDifference of(
      SparkSession spark, Table table, List<String> gone, List<String> kept, int localLists) {
    List<Row> few = gone.size() + kept.size() <= localLists ? local(table, gone, kept) : null;
    if (few != null) {
      long bytes = few.stream().mapToLong(row -> row.getLong(2)).sum();
      return new FileDifference(spark, few, null, new Measure(few.size(), bytes));
    }
    Dataset<Row> files = distributed(spark, table, gone, kept).persist(StorageLevel.DISK_ONLY());
    Row sums = files.agg(count(lit(1)), sum(FileRows.BYTES)).first();
    return new FileDifference(
        spark, null, files, new Measure(sums.getLong(0), sums.isNullAt(1) ? 0 : sums.getLong(1)));
  }

  private static Dataset<Row> distributed(
      SparkSession spark, Table table, List<String> gone, List<String> kept) {
    SnapshotFiles snapshots = new SnapshotFiles(spark, table);
    Dataset<Row> keptManifests = snapshots.manifests(kept).persist(StorageLevel.DISK_ONLY());
    Dataset<Row> goneManifests =
        snapshots
            .manifests(gone)
            .join(keptManifests.select("path"), new String[] {"path"}, "left_anti")
            .persist(StorageLevel.DISK_ONLY());
    Dataset<Row> files =
        snapshots
            .files(goneManifests)
            .dropDuplicates(FileRows.PATH)
            .join(
                snapshots.files(keptManifests).select(FileRows.PATH),
                new String[] {FileRows.PATH},
                "left_anti");
    return files.unionByName(SnapshotFiles.asFiles(goneManifests));
  }

  /** The same by threads of this JVM; null if it turns out to be too much. */
  private static List<Row> local(Table table, List<String> gone, List<String> kept) {
    Optional<Map<String, ManifestFile>> keptFound = DriverReads.manifests(table, kept);
    Optional<Map<String, ManifestFile>> goneFound =
        keptFound.isEmpty() ? keptFound : DriverReads.manifests(table, gone);
    if (goneFound.isEmpty()) {
      return null;
    }
    Map<String, ManifestFile> keptManifests = keptFound.get();
    Map<String, ManifestFile> goneManifests = goneFound.get();
    goneManifests.keySet().removeAll(keptManifests.keySet());
    if (DriverReads.bytes(goneManifests.values()) + DriverReads.bytes(keptManifests.values())
        > DriverReads.MAX_BYTES) {
      return null;
    }
    Map<String, Row> files = new ConcurrentHashMap<>();
    DriverReads.files(
        table,
        goneManifests.values(),
        file ->
            files.put(
                file.location(),
                FileRows.of(file.location(), ManifestReading.kind(file), file.fileSizeInBytes())));
    if (!files.isEmpty()) {
      DriverReads.files(table, keptManifests.values(), file -> files.remove(file.location()));
    }
    List<Row> rows = new ArrayList<>(files.values());
    goneManifests
        .values()
        .forEach(one -> rows.add(FileRows.of(one.path(), FileKind.MANIFEST, one.length())));
    return rows;
  }

  /** Data, delete and manifest files; columns of {@link FileRows#SCHEMA}. */
  public Dataset<Row> files() {
    return few == null ? files : spark.createDataFrame(few, FileRows.SCHEMA);
  }

  /** How many, and how large. */
  public Measure measure() {
    return measure;
  }

  /** Removes them, once the snapshots are gone from the table. */
  public FileRemoval remove(Table table) {
    if (few == null) {
      return FileRemoval.of(spark, table, files);
    }
    FileRemoval removal =
        FileRemoval.of(table.io(), few.stream().map(row -> row.getString(0)).toList());
    return new FileRemoval(removal.files(), measure.bytes(), removal.failed());
  }

  @Override
  public void close() {
    if (files != null) {
      files.unpersist();
    }
  }
}

package io.lakewright.maintain.facts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.spark.sql.SparkSession;

/**
 * What a table's current snapshot is made of. Each question is answered when first asked and then
 * remembered; for one thread.
 */
public final class TableFacts {
  /** The most partitions that are listed one by one. */
  public static final int MAX_PARTITIONS = 10_000;

  /** More bytes of manifests than this are read by Spark: about 100,000 files. */
  public static final long LOCAL_MANIFEST_BYTES = 16L << 20;

  private final SparkSession spark;
  private final Table table;
  private final long localBytes;
  private final Map<FileBounds, FileFacts> files = new HashMap<>();
  private List<ManifestFile> manifests;
  private ManifestFacts manifestFacts;

  private TableFacts(SparkSession spark, Table table, long localBytes) {
    this.spark = spark;
    this.table = table;
    this.localBytes = localBytes;
  }

  /** Of the table as it is loaded; a refresh of the table needs new facts. */
  public static TableFacts of(SparkSession spark, Table table) {
    return new TableFacts(spark, table, LOCAL_MANIFEST_BYTES);
  }

  static TableFacts of(SparkSession spark, Table table, long localBytes) {
    return new TableFacts(spark, table, localBytes);
  }

  /**
   * Sums from the summary of the current snapshot. Writers other than Iceberg's own may leave some
   * out: then the manifests are added up.
   */
  public Totals totals() {
    Snapshot snapshot = table.currentSnapshot();
    if (snapshot == null) {
      return Totals.EMPTY;
    }
    Map<String, String> summary = snapshot.summary();
    if (summary == null
        || !summary.containsKey(SnapshotSummary.TOTAL_DATA_FILES_PROP)
        || !summary.containsKey(SnapshotSummary.TOTAL_FILE_SIZE_PROP)
        || !summary.containsKey(SnapshotSummary.TOTAL_DELETE_FILES_PROP)) {
      return counted();
    }
    return new Totals(
        number(summary, SnapshotSummary.TOTAL_DATA_FILES_PROP),
        number(summary, SnapshotSummary.TOTAL_FILE_SIZE_PROP),
        number(summary, SnapshotSummary.TOTAL_RECORDS_PROP),
        number(summary, SnapshotSummary.TOTAL_DELETE_FILES_PROP),
        number(summary, SnapshotSummary.TOTAL_POS_DELETES_PROP),
        number(summary, SnapshotSummary.TOTAL_EQ_DELETES_PROP));
  }

  private Totals counted() {
    FileSums sums = files(new FileBounds(0, Long.MAX_VALUE)).whole();
    return new Totals(
        sums.files(),
        sums.bytes() + sums.deleteBytes(),
        sums.records(),
        sums.deleteFiles(),
        sums.positionDeletes(),
        sums.equalityDeletes());
  }

  private static long number(Map<String, String> summary, String key) {
    try {
      return Long.parseLong(summary.getOrDefault(key, "0"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** The manifests of the current snapshot. */
  public ManifestFacts manifests() {
    if (manifestFacts == null) {
      manifestFacts = manifestFacts(currentManifests());
    }
    return manifestFacts;
  }

  private ManifestFacts manifestFacts(List<ManifestFile> all) {
    if (all.isEmpty()) {
      return ManifestFacts.EMPTY;
    }
    long[] count = new long[2];
    long[] bytes = new long[2];
    long entries = 0;
    for (ManifestFile manifest : all) {
      int kind = manifest.content() == ManifestContent.DATA ? 0 : 1;
      count[kind]++;
      bytes[kind] += manifest.length();
      entries += known(manifest.addedFilesCount()) + known(manifest.existingFilesCount());
    }
    List<ManifestFile> data =
        all.stream().filter(one -> one.content() == ManifestContent.DATA).toList();
    return new ManifestFacts(
        count[0], bytes[0], count[1], bytes[1], entries, ManifestOverlap.of(data, table.specs()));
  }

  private static long known(Integer count) {
    return count == null ? 0 : count;
  }

  /** The live files, by partition. */
  public FileFacts files(FileBounds bounds) {
    return files.computeIfAbsent(bounds, this::readFiles);
  }

  private FileFacts readFiles(FileBounds bounds) {
    long bytes = currentManifests().stream().mapToLong(ManifestFile::length).sum();
    return bytes <= localBytes
        ? LocalFiles.read(table, currentManifests(), bounds)
        : DistributedFiles.read(spark, table, bounds);
  }

  private List<ManifestFile> currentManifests() {
    if (manifests == null) {
      Snapshot snapshot = table.currentSnapshot();
      manifests = snapshot == null ? List.of() : snapshot.allManifests(table.io());
    }
    return manifests;
  }
}

package io.lakewright.maintain.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.MetadataTableType;
import org.apache.iceberg.PartitionStatisticsFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.StatisticsFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.spark.SparkTableUtil;
import org.apache.iceberg.spark.actions.ManifestFileBean;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The objects that a version of a table's metadata leads to, found by the cluster. */
public final class ReachableObjects {
  /** Path, kind (such as {@code data} or {@code manifest}), bytes (null if not recorded). */
  public static final StructType SCHEMA =
      new StructType()
          .add("path", DataTypes.StringType, false)
          .add("kind", DataTypes.StringType, false)
          .add("bytes", DataTypes.LongType, true);

  private ReachableObjects() {}

  /** The metadata that a table is at. */
  public static TableMetadata metadata(Table table) {
    return ((HasTableOperations) table).operations().current();
  }

  /** The table as one of its metadata files describes it; cannot be changed. */
  public static Table at(Table table, String metadataFile) {
    return new BaseTable(new StaticTableOperations(metadataFile, table.io()), table.name());
  }

  /** The same, unless the file is gone or in a class of S3 that cannot be read at once. */
  public static Optional<Table> ifReadable(Table table, String metadataFile) {
    try {
      Table version = at(table, metadataFile);
      metadata(version);
      return Optional.of(version);
    } catch (RuntimeException e) {
      if (Missing.is(e) || Missing.isArchived(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The table as this metadata describes it; cannot be changed. */
  public static Table at(Table table, TableMetadata metadata) {
    return new BaseTable(new StaticTableOperations(metadata, table.io()), table.name());
  }

  /**
   * All files that the table's snapshots need, each once: data and delete files, manifests,
   * manifest lists, statistics, and the metadata file itself.
   */
  public static Dataset<Row> of(SparkSession spark, Table table) {
    Dataset<ManifestFileBean> manifests = manifests(spark, table);
    return ManifestContents.of(manifests, ManifestContents.broadcast(spark, table))
        .dropDuplicates("path")
        .union(manifestRows(manifests))
        .union(spark.createDataFrame(named(table), SCHEMA));
  }

  /** Those of {@link #of} that the metadata file names itself: manifest lists and statistics. */
  public static Dataset<Row> listed(SparkSession spark, Table table) {
    return spark.createDataFrame(named(table), SCHEMA);
  }

  /** Those of {@link #of} that are manifests; every manifest list must be readable. */
  public static Dataset<Row> manifestFiles(SparkSession spark, Table table) {
    return manifestRows(manifests(spark, table));
  }

  /** The manifests that have a live entry for one of the paths: a column {@code manifest}. */
  public static Dataset<Row> manifestsWith(SparkSession spark, Table table, Dataset<Row> paths) {
    return ManifestContents.entries(
            manifests(spark, table), ManifestContents.broadcast(spark, table))
        .join(paths, new String[] {"path"}, "left_semi")
        .select("manifest")
        .distinct();
  }

  /** The files of {@link #of} that an earlier version of the table did not need. */
  public static Dataset<Row> newSince(SparkSession spark, Table table, Table earlier) {
    Dataset<ManifestFileBean> manifests =
        manifests(spark, table)
            .join(
                LostObjects.manifestsLeft(spark, earlier).select("path"),
                new String[] {"path"},
                "left_anti")
            .as(ManifestFileBean.ENCODER);
    Set<Row> known = Set.copyOf(named(earlier));
    List<Row> named = named(table).stream().filter(row -> !known.contains(row)).toList();
    return ManifestContents.of(manifests, ManifestContents.broadcast(spark, table))
        .dropDuplicates("path")
        .union(manifestRows(manifests))
        .union(spark.createDataFrame(named, SCHEMA));
  }

  static Dataset<ManifestFileBean> manifests(SparkSession spark, Table table) {
    return SparkTableUtil.loadMetadataTable(spark, table, MetadataTableType.ALL_MANIFESTS)
        .selectExpr(
            "content",
            "path",
            "length",
            "0L as sequenceNumber",
            "partition_spec_id as partitionSpecId",
            "added_snapshot_id as addedSnapshotId",
            "CAST(NULL AS BIGINT) as firstRowId")
        .dropDuplicates("path")
        .as(ManifestFileBean.ENCODER);
  }

  static Dataset<Row> manifestRows(Dataset<ManifestFileBean> manifests) {
    return manifests.selectExpr("path", "'manifest' as kind", "length as bytes");
  }

  /** What the metadata file names itself. */
  static List<Row> named(Table table) {
    List<Row> rows = new ArrayList<>();
    for (Snapshot snapshot : table.snapshots()) {
      if (snapshot.manifestListLocation() != null) {
        rows.add(RowFactory.create(snapshot.manifestListLocation(), "manifest_list", null));
      }
    }
    for (StatisticsFile file : table.statisticsFiles()) {
      rows.add(RowFactory.create(file.path(), "statistics", file.fileSizeInBytes()));
    }
    for (PartitionStatisticsFile file : table.partitionStatisticsFiles()) {
      rows.add(RowFactory.create(file.path(), "statistics", file.fileSizeInBytes()));
    }
    String metadataFile = metadata(table).metadataFileLocation();
    if (metadataFile != null) {
      rows.add(RowFactory.create(metadataFile, "metadata", null));
    }
    return rows;
  }

  /** The metadata files that the table's log names, oldest first; the present one is the last. */
  public static List<String> metadataFiles(Table table) {
    TableMetadata metadata = metadata(table);
    List<String> files = new ArrayList<>();
    metadata.previousFiles().forEach(entry -> files.add(entry.file()));
    if (metadata.metadataFileLocation() != null) {
      files.add(metadata.metadataFileLocation());
    }
    return files;
  }
}

package io.lakewright.maintain.s3;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotParser;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.spark.actions.ManifestFileBean;
import org.apache.iceberg.util.PropertyUtil;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;

/**
 * The objects that a table once needed and needs no more: all that earlier metadata files lead to,
 * less what the present one leads to. With soft deletes these still exist, and must carry the
 * delete tag.
 *
 * <p>Only snapshots that are gone are followed, and of their manifests only those that no remaining
 * snapshot has. What is removed meanwhile is passed over.
 */
public final class LostObjects {
  private static final StructType FOUND =
      new StructType()
          .add("id", DataTypes.StringType, false)
          .add("kind", DataTypes.StringType, false)
          .add("value", DataTypes.StringType, false);
  private static final String[] PATH = {"path"};
  private static final String SNAPSHOT = "snapshot";

  private LostObjects() {}

  /**
   * The objects lost since; rows of {@link ReachableObjects#SCHEMA}.
   *
   * @param earlier metadata files, in any order
   * @param archived counts metadata, lists and manifests that a lifecycle rule has moved to where
   *     they cannot be read at once, as it does some time after they were retired; what they name
   *     is passed over
   */
  public static Dataset<Row> since(
      SparkSession spark, Table table, List<String> earlier, LongAccumulator archived) {
    Broadcast<Table> shared = ManifestContents.broadcast(spark, table);
    Dataset<Row> found =
        spark
            .createDataset(earlier, Encoders.STRING())
            .repartition(Math.max(1, earlier.size()))
            .flatMap(new ReadMetadata(shared, present(table), archived), Encoders.row(FOUND))
            .dropDuplicates("id");
    Dataset<ManifestFileBean> kept = ReachableObjects.manifests(spark, table);
    int tasks = 2 * spark.sparkContext().defaultParallelism();
    Dataset<ManifestFileBean> manifests =
        found
            .filter("kind = '" + SNAPSHOT + "'")
            .select("value")
            .as(Encoders.STRING())
            .repartition(tasks)
            .flatMap(new ReadManifestList(shared, archived), ManifestFileBean.ENCODER)
            .dropDuplicates("path")
            .join(kept.select("path"), PATH, "left_anti")
            .as(ManifestFileBean.ENCODER);
    Dataset<Row> content =
        ManifestContents.left(manifests, shared, archived)
            .dropDuplicates("path")
            .join(ManifestContents.of(kept, shared).select("path"), PATH, "left_anti");
    Dataset<Row> named =
        found.selectExpr(
            "id as path",
            "if(kind = '" + SNAPSHOT + "', 'manifest_list', kind) as kind",
            "CAST(NULL AS BIGINT) as bytes");
    return content.union(ReachableObjects.manifestRows(manifests)).union(named);
  }

  /** The manifests of a version of a table whose manifest lists may be gone meanwhile. */
  static Dataset<ManifestFileBean> manifestsLeft(SparkSession spark, Table version) {
    List<String> snapshots = new ArrayList<>();
    version.snapshots().forEach(snapshot -> snapshots.add(SnapshotParser.toJson(snapshot)));
    return spark
        .createDataset(
            JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(snapshots).rdd(),
            Encoders.STRING())
        .flatMap(
            new ReadManifestList(
                ManifestContents.broadcast(spark, version), spark.sparkContext().longAccumulator()),
            ManifestFileBean.ENCODER)
        .dropDuplicates("path");
  }

  /** What the present metadata names itself. */
  private static Set<String> present(Table table) {
    Set<String> paths = new HashSet<>();
    ReachableObjects.named(table).forEach(row -> paths.add(row.getString(0)));
    paths.addAll(ReachableObjects.metadataFiles(table));
    return paths;
  }

  /** From metadata files to what they name and the present one does not. */
  private static final class ReadMetadata implements FlatMapFunction<String, Row> {
    private static final long serialVersionUID = 1;
    private final Broadcast<Table> table;
    private final Set<String> present;
    private final LongAccumulator archived;

    ReadMetadata(Broadcast<Table> table, Set<String> present, LongAccumulator archived) {
      this.table = table;
      this.present = present;
      this.archived = archived;
    }

    @Override
    public Iterator<Row> call(String file) {
      TableMetadata metadata =
          Missing.orArchived(
              null, archived, () -> TableMetadataParser.read(table.value().io(), file));
      List<Row> rows = new ArrayList<>();
      if (metadata != null) {
        for (Snapshot snapshot : metadata.snapshots()) {
          add(
              rows,
              snapshot.manifestListLocation(),
              SNAPSHOT,
              () -> SnapshotParser.toJson(snapshot));
        }
        metadata.statisticsFiles().forEach(f -> add(rows, f.path(), "statistics", () -> ""));
        metadata
            .partitionStatisticsFiles()
            .forEach(f -> add(rows, f.path(), "statistics", () -> ""));
        if (dropsMetadataFiles()) {
          metadata.previousFiles().forEach(f -> add(rows, f.file(), "metadata", () -> ""));
        }
      }
      return rows.iterator();
    }

    private boolean dropsMetadataFiles() {
      return PropertyUtil.propertyAsBoolean(
          table.value().properties(),
          TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED,
          TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED_DEFAULT);
    }

    private void add(List<Row> rows, String path, String kind, Supplier<String> value) {
      if (path != null && !present.contains(path)) {
        rows.add(RowFactory.create(path, kind, value.get()));
      }
    }
  }

  /** From snapshots to their manifests. */
  private static final class ReadManifestList implements FlatMapFunction<String, ManifestFileBean> {
    private static final long serialVersionUID = 1;
    private final Broadcast<Table> table;
    private final LongAccumulator archived;

    ReadManifestList(Broadcast<Table> table, LongAccumulator archived) {
      this.table = table;
      this.archived = archived;
    }

    @Override
    public Iterator<ManifestFileBean> call(String json) {
      Snapshot snapshot = SnapshotParser.fromJson(json);
      List<ManifestFile> manifests =
          Missing.orArchived(List.of(), archived, () -> snapshot.allManifests(table.value().io()));
      return manifests.stream().map(ManifestFileBean::fromManifest).iterator();
    }
  }
}

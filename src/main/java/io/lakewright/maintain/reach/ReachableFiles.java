package io.lakewright.maintain.reach;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Every file that a table needs: data and delete files, manifests and manifest lists of all its
 * snapshots, statistics of both kinds, its metadata files as far as its log goes. By {@link
 * Locations#key}.
 */
public final class ReachableFiles {
  private static final int LOCAL_SNAPSHOTS = 2_000;

  private ReachableFiles() {}

  /**
   * Takes out of {@code keys} what the table needs, by threads of the driver.
   *
   * @return whether that was done; if not, the table is too large for it
   */
  public static boolean removeFrom(Set<String> keys, Table table) {
    List<String> lists = lists(table);
    Optional<Map<String, ManifestFile>> manifests =
        lists.size() > LOCAL_SNAPSHOTS ? Optional.empty() : DriverReads.manifests(table, lists);
    if (manifests.isEmpty()
        || DriverReads.bytes(manifests.get().values()) > DriverReads.MAX_BYTES) {
      return false;
    }
    others(table).forEach(path -> keys.remove(Locations.key(path)));
    manifests.get().keySet().forEach(path -> keys.remove(Locations.key(path)));
    DriverReads.files(
        table,
        manifests.get().values(),
        file -> {
          String key = Locations.key(file.location());
          synchronized (keys) {
            keys.remove(key);
          }
        });
    return true;
  }

  /** The same as a Dataset of keys, with repetitions. */
  public static Dataset<String> keys(SparkSession spark, Table table) {
    SnapshotFiles snapshots = new SnapshotFiles(spark, table);
    Dataset<Row> manifests = snapshots.manifests(lists(table));
    MapFunction<String, String> key = Locations::key;
    Dataset<String> found =
        snapshots
            .files(manifests)
            .select(FileRows.PATH)
            .union(manifests.select("path"))
            .as(Encoders.STRING())
            .map(key, Encoders.STRING());
    List<String> others = others(table).stream().map(Locations::key).toList();
    return found.union(
        spark.createDataset(
            JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(others).rdd(),
            Encoders.STRING()));
  }

  private static List<String> lists(Table table) {
    List<String> lists = new ArrayList<>();
    for (Snapshot snapshot : table.snapshots()) {
      lists.add(snapshot.manifestListLocation());
    }
    return lists;
  }

  private static List<String> others(Table table) {
    List<String> paths = lists(table);
    table.statisticsFiles().forEach(file -> paths.add(file.path()));
    table.partitionStatisticsFiles().forEach(file -> paths.add(file.path()));
    TableMetadata metadata = ((HasTableOperations) table).operations().current();
    paths.add(metadata.metadataFileLocation());
    metadata.previousFiles().forEach(entry -> paths.add(entry.file()));
    return paths;
  }
}

package io.lakewright.maintain.replica;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.lakewright.UserException;
import io.lakewright.job.Job;
import io.lakewright.job.JobContext;
import io.lakewright.maintain.TableName;
import io.lakewright.maintain.replica.TableReplica.SnapshotState;
import io.lakewright.maintain.s3.ObjectStatus;
import io.lakewright.maintain.s3.ObjectWork;
import io.lakewright.maintain.s3.ReachableObjects;
import io.lakewright.maintain.s3.S3Access;
import io.lakewright.table.IcebergCatalogs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.MetadataTableType;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.spark.SparkTableUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Compares tables with what a replica of their buckets has. Changes nothing. */
public final class ReplicaJob implements Job<ReplicaResult> {
  private static final int EXAMPLES = 5;
  private static final StructType SNAPSHOTS =
      new StructType().add("snapshot", "long").add("millis", "long").add("list", "string");

  private final ReplicaOptions options;

  public ReplicaJob(ReplicaOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "maintain check";
  }

  @Override
  public ReplicaResult run(JobContext context) {
    List<TableReplica> tables = new ArrayList<>();
    for (TableName name : options.tables()) {
      context.progress().phase("Comparing %s with its replica".formatted(name));
      tables.add(compare(context, name));
    }
    return new ReplicaResult(tables);
  }

  private TableReplica compare(JobContext context, TableName name) {
    Table table = load(context, name);
    S3Access replica =
        S3Access.of(table)
            .orElseThrow(
                () ->
                    new UserException(
                        "%s (%s) is not read by S3FileIO: only tables on S3 have replicas that can be compared"
                            .formatted(name, table.location())))
            .with(replicaProperties());
    Dataset<Row> files = ReachableObjects.of(context.spark(), table).persist();
    Dataset<Row> missing =
        files
            .join(
                ObjectWork.rows(files, replica, new ReplicaHead())
                    .filter(col("status").notEqual(ObjectStatus.RIGHT.name()))
                    .select(col("path"), col("detail")),
                new String[] {"path"},
                "inner")
            .persist();
    try {
      Row totals = missing.agg(count(lit(1)), coalesce(sum("bytes"), lit(0L))).head();
      Optional<SnapshotState> newest = newestReadable(context, table, missing);
      Snapshot current = table.currentSnapshot();
      boolean metadata = missing.filter("kind = 'metadata'").isEmpty();
      boolean readable =
          metadata
              && (current == null
                  || newest.filter(state -> state.id() == current.snapshotId()).isPresent());
      List<String> examples =
          missing.select("path").limit(EXAMPLES).as(Encoders.STRING()).collectAsList();
      return new TableReplica(
          name, files.count(), totals.getLong(0), totals.getLong(1), newest, readable, examples);
    } finally {
      missing.unpersist();
      files.unpersist();
    }
  }

  private static Table load(JobContext context, TableName name) {
    try {
      Table table =
          IcebergCatalogs.of(context.spark(), name.catalog()).loadTable(name.identifier());
      table.refresh();
      return table;
    } catch (NoSuchTableException e) {
      throw new UserException("There is no table " + name, e);
    }
  }

  private Map<String, String> replicaProperties() {
    Map<String, String> properties = new HashMap<>();
    options
        .buckets()
        .forEach((bucket, replica) -> properties.put("s3.access-points." + bucket, replica));
    properties.put("s3.use-arn-region-enabled", "true");
    options.region().ifPresent(region -> properties.put("client.region", region));
    return properties;
  }

  /** The newest snapshot of which nothing is missing. */
  private static Optional<SnapshotState> newestReadable(
      JobContext context, Table table, Dataset<Row> missing) {
    Dataset<Row> manifests =
        SparkTableUtil.loadMetadataTable(context.spark(), table, MetadataTableType.ALL_MANIFESTS)
            .select(col("path").as("manifest"), col("reference_snapshot_id").as("snapshot"));
    Dataset<Row> broken =
        ReachableObjects.manifestsWith(context.spark(), table, missing.select("path"))
            .union(missing.filter("kind = 'manifest'").select(col("path").as("manifest")))
            .distinct();
    Dataset<Row> unreadable =
        manifests
            .join(broken, new String[] {"manifest"}, "left_semi")
            .select("snapshot")
            .distinct();
    List<Row> newest =
        snapshots(context, table)
            .join(missing.select(col("path").as("list")), new String[] {"list"}, "left_anti")
            .join(unreadable, new String[] {"snapshot"}, "left_anti")
            .orderBy(col("millis").desc())
            .select("snapshot", "millis")
            .limit(1)
            .collectAsList();
    return newest.stream()
        .findFirst()
        .map(row -> new SnapshotState(row.getLong(0), row.getLong(1)));
  }

  private static Dataset<Row> snapshots(JobContext context, Table table) {
    List<Row> rows = new ArrayList<>();
    for (Snapshot snapshot : table.snapshots()) {
      rows.add(
          RowFactory.create(
              snapshot.snapshotId(), snapshot.timestampMillis(), snapshot.manifestListLocation()));
    }
    return context.spark().createDataFrame(rows, SNAPSHOTS);
  }
}

package io.lakewright.maintain.s3;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.CloseableIterator;
import org.apache.iceberg.spark.actions.ManifestFileBean;
import org.apache.iceberg.spark.source.SerializableTableWithSize;
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
import scala.reflect.ClassTag$;

/**
 * Reads manifests in tasks: the files that are live in each. Of versions that are given up a
 * manifest may be gone, or in a class of S3 that cannot be read at once, and then has none; of what
 * is needed each must be there, or its files would be taken for lost.
 */
final class ManifestContents implements FlatMapFunction<ManifestFileBean, Row> {
  private static final long serialVersionUID = 1;
  private static final List<String> COLUMNS = List.of("file_path", "content", "file_size_in_bytes");

  private static final StructType ENTRIES =
      ReachableObjects.SCHEMA.add("manifest", DataTypes.StringType, false);

  private final Broadcast<Table> table;
  private final LongAccumulator archived;

  private ManifestContents(Broadcast<Table> table, LongAccumulator archived) {
    this.table = table;
    this.archived = archived;
  }

  /** The table for use in tasks. */
  static Broadcast<Table> broadcast(SparkSession spark, Table table) {
    return spark
        .sparkContext()
        .broadcast(SerializableTableWithSize.copyOf(table), ClassTag$.MODULE$.apply(Table.class));
  }

  /** One row of {@link ReachableObjects#SCHEMA} for each live entry. */
  static Dataset<Row> of(Dataset<ManifestFileBean> manifests, Broadcast<Table> table) {
    return entries(manifests, table).select("path", "kind", "bytes");
  }

  /** The same with the manifest's path as fourth column. */
  static Dataset<Row> entries(Dataset<ManifestFileBean> manifests, Broadcast<Table> table) {
    return entries(manifests, new ManifestContents(table, null));
  }

  /**
   * The same of manifests of which some may be gone.
   *
   * @param archived counts those that cannot be read at once
   */
  static Dataset<Row> left(
      Dataset<ManifestFileBean> manifests, Broadcast<Table> table, LongAccumulator archived) {
    return entries(manifests, new ManifestContents(table, archived))
        .select("path", "kind", "bytes");
  }

  private static Dataset<Row> entries(
      Dataset<ManifestFileBean> manifests, ManifestContents contents) {
    // Not by bytes: each small row stands for a file to be read.
    int tasks = 2 * manifests.sparkSession().sparkContext().defaultParallelism();
    return manifests.repartition(tasks).flatMap(contents, Encoders.row(ENTRIES));
  }

  @Override
  public Iterator<Row> call(ManifestFileBean manifest) {
    return archived == null
        ? started(manifest.path(), read(manifest).iterator())
        : Missing.orArchived(
            List.<Row>of().iterator(),
            archived,
            () -> started(manifest.path(), read(manifest).iterator()));
  }

  /** Opens the file now, so that its absence is noticed here. */
  private static Iterator<Row> started(
      String manifest, CloseableIterator<? extends ContentFile<?>> files) {
    if (!files.hasNext()) {
      return Collections.emptyIterator();
    }
    return CloseableIterator.transform(
        files,
        file ->
            RowFactory.create(
                file.location(),
                file.content().name().toLowerCase(Locale.ROOT),
                file.fileSizeInBytes(),
                manifest));
  }

  private CloseableIterable<? extends ContentFile<?>> read(ManifestFileBean manifest) {
    Table known = table.value();
    // Of a spec that the table has forgotten the manifest itself tells.
    Map<Integer, PartitionSpec> specs =
        known.specs().containsKey(manifest.partitionSpecId()) ? known.specs() : null;
    return manifest.content() == ManifestContent.DATA
        ? ManifestFiles.read(manifest, known.io(), specs).select(COLUMNS)
        : ManifestFiles.readDeleteManifest(manifest, known.io(), specs).select(COLUMNS);
  }
}

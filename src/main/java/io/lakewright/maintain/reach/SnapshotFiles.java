package io.lakewright.maintain.reach;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterator;
import org.apache.iceberg.spark.actions.ManifestFileBean;
import org.apache.iceberg.spark.source.SerializableTableWithSize;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;

/** The files of snapshots as Datasets: read in tasks, from the manifest lists on. */
public final class SnapshotFiles {
  private static final StructType MANIFEST =
      new StructType()
          .add("path", DataTypes.StringType)
          .add("length", DataTypes.LongType)
          .add("spec", DataTypes.IntegerType)
          .add("content", DataTypes.IntegerType)
          .add("snapshot", DataTypes.LongType);

  private static final int LISTS_PER_TASK = 32;

  private final SparkSession spark;
  private final Broadcast<Table> table;

  /**
   * @param table as it was while all the snapshots were in it: old manifests need old specs
   */
  public SnapshotFiles(SparkSession spark, Table table) {
    this.spark = spark;
    this.table =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .broadcast(portable(table));
  }

  /** A copy of a copy would load the table's metadata. */
  private static Table portable(Table table) {
    return table instanceof SerializableTable ? table : SerializableTableWithSize.copyOf(table);
  }

  /** The distinct manifests that manifest lists name; opaque rows with a column {@code path}. */
  public Dataset<Row> manifests(List<String> manifestLists) {
    int slices =
        Math.max(
            1,
            Math.max(
                Math.min(manifestLists.size(), spark.sparkContext().defaultParallelism()),
                manifestLists.size() / LISTS_PER_TASK));
    // As an RDD the list travels with the tasks, a slice each, and is not part of a plan.
    Dataset<String> lists =
        spark.createDataset(
            JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(manifestLists, slices)
                .rdd(),
            Encoders.STRING());
    Broadcast<Table> shared = table;
    FlatMapFunction<String, Row> read =
        list ->
            ManifestReading.manifests(shared.value().io(), list).stream()
                .map(SnapshotFiles::row)
                .iterator();
    return lists.flatMap(read, Encoders.row(MANIFEST)).dropDuplicates("path");
  }

  private static Row row(ManifestFile manifest) {
    return RowFactory.create(
        manifest.path(),
        manifest.length(),
        manifest.partitionSpecId(),
        manifest.content().id(),
        manifest.snapshotId());
  }

  /** The manifests themselves as files of {@link FileRows#SCHEMA}. */
  public static Dataset<Row> asFiles(Dataset<Row> manifests) {
    return manifests.select(
        col("path"),
        lit(FileKind.MANIFEST.name()).as(FileRows.KIND),
        col("length").as(FileRows.BYTES));
  }

  /** The live files that manifests name, with repetitions; columns of {@link FileRows#SCHEMA}. */
  public Dataset<Row> files(Dataset<Row> manifests) {
    Broadcast<Table> shared = table;
    MapPartitionsFunction<Row, Row> read = rows -> new LiveFiles(shared.value(), rows);
    return manifests
        // By number: adaptive execution would put all of these small rows into one task.
        .repartition(spark.sessionState().conf().numShufflePartitions())
        .mapPartitions(read, Encoders.row(FileRows.SCHEMA));
  }

  /** The files of a task's manifests, of which one is open at a time. */
  private static final class LiveFiles implements Iterator<Row> {
    private final Table table;
    private final Iterator<Row> manifests;
    private CloseableIterator<? extends ContentFile<?>> files = CloseableIterator.empty();

    LiveFiles(Table table, Iterator<Row> manifests) {
      this.table = table;
      this.manifests = manifests;
      // Once for the task: there may be a hundred thousand manifests.
      TaskCompletionListener close = context -> close();
      TaskContext.get().addTaskCompletionListener(close);
    }

    @Override
    public boolean hasNext() {
      while (!files.hasNext()) {
        close();
        if (!manifests.hasNext()) {
          return false;
        }
        files = ManifestReading.files(table, manifest(manifests.next()));
      }
      return true;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      ContentFile<?> file = files.next();
      return FileRows.of(file.location(), ManifestReading.kind(file), file.fileSizeInBytes());
    }

    private void close() {
      try {
        files.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      files = CloseableIterator.empty();
    }
  }

  private static ManifestFile manifest(Row row) {
    ManifestFileBean manifest = new ManifestFileBean();
    manifest.setPath(row.getString(0));
    manifest.setLength(row.getLong(1));
    manifest.setPartitionSpecId(row.getInt(2));
    manifest.setContent(
        row.getInt(3) == ManifestContent.DATA.id()
            ? ManifestContent.DATA.id()
            : ManifestContent.DELETES.id());
    manifest.setAddedSnapshotId(row.getLong(4));
    manifest.setSequenceNumber(0L);
    return manifest;
  }
}

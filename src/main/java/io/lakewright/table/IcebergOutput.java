package io.lakewright.table;

import io.lakewright.UserException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.FileRewriteCoordinator;
import org.apache.iceberg.spark.ScanTaskSetManager;
import org.apache.iceberg.spark.SparkReadOptions;
import org.apache.iceberg.spark.SparkWriteOptions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriterV2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * One Iceberg table of an {@link IcebergPublication}: the table, or a companion.
 *
 * <p>Spark writes data files that are in no commit (the way Iceberg's own compaction does), and
 * {@link IcebergCommit} adds them in one. Branches would do as well, but engines that expire
 * snapshots the simple way take the files of a branch that did not become {@code main} for garbage.
 */
final class IcebergOutput {
  private static final int ATTEMPTS = 50;

  private final SparkSession spark;
  private final IcebergCatalogTable entry;
  private final StructType schema;
  private final Layout layout;
  private final Long base;
  private final boolean replace;
  private final List<DataFile> added = new ArrayList<>();
  private final List<DataFile> kept = new ArrayList<>();
  private final Map<String, DataFile> removed = new HashMap<>();
  private boolean written;
  private boolean published;

  /**
   * @param replace whether earlier content ends
   */
  IcebergOutput(
      SparkSession spark,
      IcebergCatalogTable entry,
      StructType schema,
      Layout layout,
      boolean replace) {
    this.spark = spark;
    this.entry = entry;
    this.schema = schema;
    this.layout = layout;
    this.replace = replace;
    this.base = entry.hasContent() ? snapshotId(entry.find().orElseThrow()) : null;
  }

  private static Long snapshotId(Table table) {
    Snapshot current = table.currentSnapshot();
    return current == null ? null : current.snapshotId();
  }

  TablePlace place() {
    return entry.place();
  }

  boolean exists() {
    return entry.hasContent();
  }

  /** The content that the run found. */
  Optional<Dataset<Row>> current() {
    return Optional.ofNullable(base).map(this::read);
  }

  private Dataset<Row> read(long snapshot) {
    return spark
        .read()
        .format("iceberg")
        .option(SparkReadOptions.SNAPSHOT_ID, snapshot)
        .load(entry.place().quoted());
  }

  /** Makes the table, or makes the one there fit. */
  private Table table() {
    return entry.require(schema, layout, replace);
  }

  boolean has(String column) {
    return List.of(schema.fieldNames()).contains(column);
  }

  /** Writes again, without the rows that end, the files that hold such rows. */
  void replacing(String column, Set<String> values) {
    if (base == null || replace || values.isEmpty()) {
      return;
    }
    Table table = table();
    Dataset<Row> keys =
        functions.broadcast(
            spark.createDataset(List.copyOf(values), Encoders.STRING()).toDF("lakewright_key"));
    Column same = functions.col("lakewright_key").equalTo(functions.col(column).cast("string"));
    Set<String> touched =
        new HashSet<>(
            read(base)
                .select(column, "_file")
                .join(keys, same, "left_semi")
                .select("_file")
                .distinct()
                .as(Encoders.STRING())
                .collectAsList());
    List<FileScanTask> tasks = new ArrayList<>();
    for (FileScanTask task : IcebergCommit.files(table, base)) {
      if (touched.contains(task.file().location())) {
        tasks.add(task);
        removed.put(task.file().location(), task.file());
      }
    }
    if (tasks.isEmpty()) {
      return;
    }
    String set = UUID.randomUUID().toString();
    ScanTaskSetManager.get().stageTasks(table, set, tasks);
    try {
      Dataset<Row> staying =
          spark
              .read()
              .format("iceberg")
              .option(SparkReadOptions.SCAN_TASK_SET_ID, set)
              .load(entry.place().quoted())
              .join(keys, same, "left_anti");
      kept.addAll(write(table, staying, RowOrder.ANY));
    } finally {
      ScanTaskSetManager.get().removeTasks(table, set);
    }
  }

  void rows(Dataset<Row> rows, RowOrder order) {
    if (written) {
      throw new IllegalStateException("Rows of %s are written once".formatted(place()));
    }
    RowWriter.requireSchema(rows.schema(), schema);
    added.addAll(write(table(), rows, order));
    written = true;
  }

  /** Where tasks may write the rows' files themselves, if the table takes such files. */
  Optional<IcebergStaging> staging() {
    Table table = table();
    return IcebergStaging.fits(table, schema)
        ? Optional.of(new IcebergStaging(table, schema, this::take))
        : Optional.empty();
  }

  private void take(List<DataFile> files) {
    added.addAll(files);
    written = true;
  }

  private Set<DataFile> write(Table table, Dataset<Row> rows, RowOrder order) {
    String set = UUID.randomUUID().toString();
    DataFrameWriterV2<Row> writer =
        asTable(rows, spark.table(entry.place().quoted()).schema())
            .writeTo(entry.place().quoted())
            .option(SparkWriteOptions.REWRITTEN_FILE_SCAN_TASK_SET_ID, set);
    if (order == RowOrder.ARRANGED) {
      writer
          .option(SparkWriteOptions.USE_TABLE_DISTRIBUTION_AND_ORDERING, "false")
          .option(
              SparkWriteOptions.FANOUT_ENABLED,
              String.valueOf(IcebergLayout.interleaves(table, layout)));
    }
    try {
      writer.append();
      return FileRewriteCoordinator.get().fetchNewFiles(table, set);
    } catch (org.apache.spark.sql.catalyst.analysis.NoSuchTableException e) {
      throw new UserException("%s was dropped meanwhile".formatted(place()), e);
    } finally {
      FileRewriteCoordinator.get().clearRewrite(table, set);
    }
  }

  /** Rows with all columns of the table, null where they have none. */
  private static Dataset<Row> asTable(Dataset<Row> rows, StructType table) {
    List<String> given = List.of(rows.schema().fieldNames());
    List<Column> columns = new ArrayList<>();
    for (StructField field : table.fields()) {
      columns.add(
          given.contains(field.name())
              ? Description.columns(List.of(field.name()))[0]
              : functions.lit(null).cast(field.dataType()).as(field.name()));
    }
    return rows.select(columns.toArray(Column[]::new));
  }

  /** What is staged, to be kept until it is committed. */
  PendingWrite pending(String run) {
    Table table = table();
    List<String> files = new ArrayList<>();
    added.forEach(file -> files.add(IcebergFile.toJson(table, file)));
    kept.forEach(file -> files.add(IcebergFile.toJson(table, file)));
    return new PendingWrite(run, replace && base != null, files, List.copyOf(removed.keySet()));
  }

  /** Commits what is staged, in one snapshot. */
  void commit(Map<String, String> summary) {
    List<DataFile> files = new ArrayList<>(added);
    files.addAll(kept);
    Table table = table();
    try {
      new IcebergCommit(table, place(), base)
          .commit(replace && base != null, files, removed.values(), summary);
      published = true;
    } catch (org.apache.iceberg.exceptions.CommitStateUnknownException e) {
      // The files may be part of the table by now.
      published = true;
      throw unknown(e);
    }
  }

  /**
   * Commits what is staged, in one snapshot, if a check holds for the snapshot that it comes after.
   */
  void commitChecked(Map<String, String> summary, Runnable check) {
    if ((replace && base != null) || !removed.isEmpty()) {
      // Any commit that came between contradicts.
      commit(summary);
      return;
    }
    Table table = table();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      entry.refresh();
      Long current = snapshotId(table);
      if (!Objects.equals(current, base)) {
        check.run();
      }
      try {
        if (new IcebergCommit(table, place(), current).appendOnto(added, summary)) {
          published = true;
          return;
        }
      } catch (org.apache.iceberg.exceptions.CommitStateUnknownException e) {
        published = true;
        throw unknown(e);
      }
    }
    throw new UserException(
        "Other writers keep changing %s; nothing was published, run again".formatted(place()));
  }

  private UserException unknown(Exception e) {
    return new UserException(
        "Whether %s was published is not known: %s. Run again: what was published is found"
            .formatted(place(), e.getMessage()),
        e);
  }

  /** The rows as of now, those in files that wait for their commit included. */
  Optional<Dataset<Row>> latest(List<String> pending) {
    Optional<Table> table = entry.find();
    if (table.isPresent()) {
      entry.refresh();
    }
    Optional<Dataset<Row>> committed = table.map(IcebergOutput::snapshotId).map(this::read);
    if (pending.isEmpty()) {
      return committed;
    }
    Dataset<Row> waiting = spark.read().schema(schema).parquet(pending.toArray(String[]::new));
    return Optional.of(committed.map(rows -> asTable(rows, schema).union(waiting)).orElse(waiting));
  }

  /** The files are in someone else's hands: a commit, or a pending write. */
  void release() {
    published = true;
  }

  /** Whether its commit was made, or may have been. */
  boolean isPublished() {
    return published;
  }

  /** The table as it is to be written to. */
  Table target() {
    return table();
  }

  /** Deletes what was staged but not committed. */
  void close() {
    Optional<Table> table = entry.find();
    if (published || table.isEmpty()) {
      return;
    }
    List<String> paths = new ArrayList<>();
    added.forEach(file -> paths.add(file.location()));
    kept.forEach(file -> paths.add(file.location()));
    if (!paths.isEmpty()) {
      CatalogUtil.deleteFiles(table.get().io(), paths, "staged", true);
    }
    entry.dropIfNew();
  }

  Published.Output published(String suffix) {
    long rows = added.stream().mapToLong(DataFile::recordCount).sum();
    long bytes = added.stream().mapToLong(DataFile::fileSizeInBytes).sum();
    return new Published.Output(suffix, place(), Format.ICEBERG, rows, bytes, added.size());
  }
}

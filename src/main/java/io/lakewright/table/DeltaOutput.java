package io.lakewright.table;

import io.lakewright.UserException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.FileAction;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.delta.actions.SetTransaction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * One Delta table of a {@link DeltaPublication}: the table, or a companion. All that a run does to
 * it is one transaction, which {@code DataFrameWriter} cannot do when rows are to be replaced by a
 * long list of values.
 */
final class DeltaOutput {
  private static final int ATTEMPTS = 50;

  private final SparkSession spark;
  private final DeltaEntry entry;
  private final StructType schema;
  private final Layout layout;
  private final boolean replace;
  private final Optional<Snapshot> base;
  private final List<AddFile> added = new ArrayList<>();
  private final List<AddFile> kept = new ArrayList<>();
  private final List<AddFile> removed = new ArrayList<>();
  private OptimisticTransaction transaction;
  private boolean metadataChanged;
  private boolean written;
  private boolean published;

  /**
   * @param replace whether earlier content ends
   */
  DeltaOutput(DeltaEntry entry, StructType schema, Layout layout, boolean replace) {
    this.spark = entry.spark();
    this.entry = entry;
    this.schema = schema.asNullable();
    this.layout = layout;
    this.replace = replace;
    this.base = entry.hasContent() ? entry.snapshot() : Optional.empty();
  }

  Place place() {
    return entry.place();
  }

  /** The content that the run found. */
  Optional<Dataset<Row>> current() {
    return base.map(
        snapshot ->
            spark
                .read()
                .format("delta")
                .option("versionAsOf", snapshot.version())
                .load(snapshot.deltaLog().dataPath().toString()));
  }

  boolean has(String column) {
    return List.of(schema.fieldNames()).contains(column);
  }

  private OptimisticTransaction transaction() {
    if (transaction == null) {
      DeltaLog log = entry.require(schema, layout.partitionBy());
      transaction = log.startTransaction(Scala.none(), Scala.none());
      if (base.isPresent()) {
        adaptMetadata(transaction);
        if (replace) {
          removed.addAll(Scala.list(transaction.filterFiles()));
        }
      }
    }
    return transaction;
  }

  /**
   * Adds columns that are new; a table that is replaced takes columns and partitions as they are.
   */
  private void adaptMetadata(OptimisticTransaction transaction) {
    Metadata now = transaction.metadata();
    StructType columns = replace ? schema : merged(now.schema());
    List<String> partitions = replace ? layout.partitionBy() : Scala.list(now.partitionColumns());
    if (columns.equals(now.schema()) && partitions.equals(Scala.list(now.partitionColumns()))) {
      return;
    }
    transaction.updateMetadata(
        now.copy(
            now.id(),
            now.name(),
            now.description(),
            now.format(),
            columns.json(),
            Scala.seq(partitions),
            now.configuration(),
            now.createdTime()),
        false);
    metadataChanged = true;
  }

  private StructType merged(StructType now) {
    StructType merged = now;
    for (StructField field : schema.fields()) {
      if (!List.of(now.fieldNames()).contains(field.name())) {
        merged = merged.add(field);
      } else if (!now.asNullable().apply(field.name()).dataType().equals(field.dataType())) {
        throw new UserException(
            "The columns of %s do not fit: %s is %s, not %s. Use if-exists replace, or another place"
                .formatted(
                    place(),
                    field.name(),
                    now.apply(field.name()).dataType().catalogString(),
                    field.dataType().catalogString()));
      }
    }
    return merged;
  }

  /** Writes again, without the rows that end, the files that hold such rows. */
  void replacing(String column, Set<String> values) {
    if (base.isEmpty() || replace || values.isEmpty()) {
      return;
    }
    OptimisticTransaction transaction = transaction();
    List<AddFile> all = Scala.list(transaction.filterFiles());
    Dataset<Row> keys =
        functions.broadcast(
            spark.createDataset(List.copyOf(values), Encoders.STRING()).toDF("lakewright_key"));
    Column same = functions.col("lakewright_key").equalTo(functions.col(column).cast("string"));
    Set<Path> touched = new HashSet<>();
    read(all)
        .select(functions.col(column), functions.input_file_name().as("lakewright_file"))
        .join(keys, same, "left_semi")
        .select("lakewright_file")
        .distinct()
        .as(Encoders.STRING())
        .collectAsList()
        .forEach(file -> touched.add(new Path(URI.create(file))));
    for (AddFile file : all) {
      if (touched.contains(path(file))) {
        removed.add(file);
      }
    }
    if (!removed.isEmpty()) {
      kept.addAll(write(read(removed).join(keys, same, "left_anti"), RowOrder.ANY));
    }
  }

  private Dataset<Row> read(List<AddFile> files) {
    OptimisticTransaction transaction = transaction();
    return transaction
        .deltaLog()
        .createDataFrame(transaction.snapshot(), Scala.seq(files), false, Scala.none());
  }

  private Path path(AddFile file) {
    return new Path(transaction().deltaLog().dataPath(), new Path(URI.create(file.path())));
  }

  void rows(Dataset<Row> rows, RowOrder order) {
    if (written) {
      throw new IllegalStateException("Rows of %s are written once".formatted(place()));
    }
    RowWriter.requireSchema(rows.schema(), schema);
    added.addAll(write(rows.select(Description.columns(List.of(schema.fieldNames()))), order));
    written = true;
  }

  private List<AddFile> write(Dataset<Row> rows, RowOrder order) {
    Layout wanted =
        new Layout(
            Scala.list(transaction().metadata().partitionColumns()), List.of(), 0, layout.sortBy());
    List<AddFile> files = new ArrayList<>();
    Dataset<Row> arranged = order == RowOrder.ANY ? RowWriter.arrange(rows, wanted) : rows;
    for (FileAction action : Scala.list(transaction().writeFiles(arranged))) {
      if (action instanceof AddFile file) {
        files.add(file);
      }
    }
    return files;
  }

  /** What is staged, to be kept until it is committed. */
  PendingWrite pending(String run) {
    List<String> actions = new ArrayList<>();
    if (transaction() != null && metadataChanged) {
      actions.add(transaction.metadata().json());
    }
    added.forEach(file -> actions.add(file.json()));
    kept.forEach(file -> actions.add(file.json()));
    return new PendingWrite(run, replace, actions, removed.stream().map(AddFile::path).toList());
  }

  /** Commits what is staged, in one version. */
  void commit(String run) {
    List<Action> actions = new ArrayList<>(added);
    actions.addAll(kept);
    commit(transaction(), place(), run, actions, removed);
    published = true;
  }

  /**
   * Commits what is staged, in one version, if a check holds for the version that it comes after.
   */
  void commitChecked(String run, Runnable check) {
    if ((replace && base.isPresent()) || !removed.isEmpty() || metadataChanged) {
      // Any commit that came between contradicts.
      commit(run);
      return;
    }
    long known = transaction().readVersion();
    List<Action> actions = new ArrayList<>(added);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      OptimisticTransaction onto =
          transaction().deltaLog().startTransaction(Scala.none(), Scala.none());
      // As one who read everything, the run does not pass over what is appended meanwhile.
      onto.readWholeTable();
      if (onto.readVersion() != known) {
        check.run();
      }
      if (tryCommit(onto, run, actions, List.of()).isEmpty()) {
        published = true;
        return;
      }
    }
    throw new UserException(
        "Other writers keep changing %s; nothing was published, run again".formatted(place()));
  }

  /** The rows as of now, those in files that wait for their commit included. */
  Optional<Dataset<Row>> latest(List<String> pending) {
    Optional<Dataset<Row>> committed =
        entry
            .snapshot()
            .map(
                now ->
                    spark
                        .read()
                        .format("delta")
                        .option("versionAsOf", now.version())
                        .load(now.deltaLog().dataPath().toString()));
    if (pending.isEmpty()) {
      return committed;
    }
    Dataset<Row> waiting = spark.read().schema(schema).parquet(pending.toArray(String[]::new));
    return Optional.of(committed.map(rows -> rows.unionByName(waiting, true)).orElse(waiting));
  }

  DeltaEntry entry() {
    return entry;
  }

  /**
   * Commits.
   *
   * @throws UserException if another writer's commit contradicts
   */
  static void commit(
      OptimisticTransaction transaction,
      Place place,
      String run,
      List<Action> more,
      List<AddFile> removed) {
    Optional<ConcurrentModificationException> conflict = tryCommit(transaction, run, more, removed);
    if (conflict.isPresent()) {
      throw new UserException(
          "Another writer changed %s meanwhile (%s); nothing was published, run again"
              .formatted(place, conflict.get().getMessage()),
          conflict.get());
    }
  }

  private static Optional<ConcurrentModificationException> tryCommit(
      OptimisticTransaction transaction, String run, List<Action> more, List<AddFile> removed) {
    long now = System.currentTimeMillis();
    List<Action> actions = new ArrayList<>(more);
    actions.add(new SetTransaction(DeltaEntry.transactionId(run), 1L, Scala.some(now)));
    removed.forEach(file -> actions.add(file.removeWithTimestamp(now, true)));
    SaveMode mode = removed.isEmpty() ? SaveMode.Append : SaveMode.Overwrite;
    try {
      transaction.commit(
          Scala.seq(actions),
          new DeltaOperations.Write(
              mode, Scala.none(), Scala.none(), Scala.some("lakewright.run-id=" + run)));
      return Optional.empty();
    } catch (ConcurrentModificationException e) {
      return Optional.of(e);
    }
  }

  /** The files are in the hands of a pending write. */
  void release() {
    published = true;
  }

  /** Deletes what was staged but not committed. */
  void close() {
    if (published || transaction == null) {
      return;
    }
    List<Path> paths = new ArrayList<>();
    added.forEach(file -> paths.add(path(file)));
    kept.forEach(file -> paths.add(path(file)));
    try {
      FileSystem files = Storage.of(spark, transaction.deltaLog().dataPath());
      Storage.inParallel(paths, path -> files.delete(path, false));
    } catch (IOException e) {
      throw Storage.failure("clean up in", place(), e);
    }
    entry.dropIfNew();
  }

  Published.Output published(String suffix) {
    long rows = 0;
    long bytes = 0;
    for (AddFile file : added) {
      rows += file.numLogicalRecords().isDefined() ? (Long) file.numLogicalRecords().get() : 0;
      bytes += file.size();
    }
    return new Published.Output(suffix, place(), Format.DELTA, rows, bytes, added.size());
  }
}

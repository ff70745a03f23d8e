package io.lakewright.table;

import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import io.lakewright.UserException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.types.StructType;

/**
 * Where a Delta table is. It is created when it is first written to; until its first commit with
 * rows it is empty and counts as not there.
 */
final class DeltaEntry {
  /** Marks tables made here, so that one that got no further may be made anew. */
  private static final String CREATED_BY = "lakewright.created-by";

  private final SparkSession spark;
  private final Place place;
  private final String run;
  private Path folder;
  private boolean created;

  /**
   * @throws UserException if something else is in the way
   */
  DeltaEntry(SparkSession spark, Place place, String run) {
    this.spark = spark;
    this.place = place;
    this.run = run;
    try {
      this.folder = findFolder();
    } catch (IOException e) {
      throw Storage.failure("read", place, e);
    }
  }

  private Path findFolder() throws IOException {
    if (place instanceof TablePlace name) {
      Optional<CatalogTable> table = SessionTable.find(spark, name);
      if (table.isPresent() && !table.get().provider().contains("delta")) {
        throw new UserException(
            "%s is in the way: it is no Delta table; choose another name, or drop it"
                .formatted(place));
      }
      return table.map(found -> new Path(found.location())).orElse(null);
    }
    Path path = ((PathPlace) place).path();
    FileSystem files = Storage.of(spark, path);
    if (files.exists(new Path(path, "_delta_log"))) {
      return path;
    }
    for (FileStatus entry : Storage.list(files, path)) {
      throw new UserException(
          "%s holds %s and is no Delta table; choose another place, or empty it"
              .formatted(place, entry.getPath().getName()));
    }
    return null;
  }

  Place place() {
    return place;
  }

  SparkSession spark() {
    return spark;
  }

  /** The table's log, if there is a table. */
  Optional<DeltaLog> log() {
    return Optional.ofNullable(folder).map(path -> DeltaLog.forTable(spark, path));
  }

  /** What is committed now. */
  Optional<Snapshot> snapshot() {
    return log().map(log -> log.update(false, Scala.none(), Scala.none()));
  }

  /** Whether there is a table that is more than the leftover of a run that published nothing. */
  boolean hasContent() {
    return snapshot()
        .filter(
            snapshot ->
                snapshot.version() > 0 || !snapshot.metadata().configuration().contains(CREATED_BY))
        .isPresent();
  }

  /** The table's log; an empty table is made if there is none. */
  DeltaLog require(StructType schema, List<String> partitionBy) {
    if (!created && !hasContent()) {
      drop();
      create(schema, partitionBy);
      created = true;
    }
    return log().orElseThrow();
  }

  private void create(StructType schema, List<String> partitionBy) {
    DeltaTableBuilder builder =
        DeltaTable.createIfNotExists(spark)
            .addColumns(schema.asNullable())
            .property(CREATED_BY, run);
    if (!partitionBy.isEmpty()) {
      builder.partitionedBy(partitionBy.toArray(String[]::new));
    }
    if (place instanceof TablePlace name) {
      spark.sql("CREATE DATABASE IF NOT EXISTS `%s`".formatted(name.database()));
      builder.tableName("`%s`.`%s`".formatted(name.database(), name.table())).execute();
      folder = SessionTable.location(spark, name);
    } else {
      folder = ((PathPlace) place).path();
      builder.location(folder.toString()).execute();
    }
  }

  /** Undoes a creation that led to nothing. */
  void dropIfNew() {
    if (created && !hasContent()) {
      drop();
      created = false;
    }
  }

  private void drop() {
    if (folder == null) {
      return;
    }
    try {
      if (place instanceof TablePlace name) {
        spark.sql("DROP TABLE IF EXISTS " + name.quoted());
      }
      Storage.of(spark, folder).delete(folder, true);
      DeltaLog.invalidateCache(spark, folder);
      folder = null;
    } catch (IOException e) {
      throw Storage.failure("delete", place, e);
    }
  }

  /** The folder for pending writes, hidden from readers and from VACUUM. */
  Optional<Path> pendingFolder() {
    return Optional.ofNullable(folder).map(path -> new Path(path, "_lakewright"));
  }

  /** Runs that committed to the table. */
  boolean hasCommitOf(String other) {
    Map<String, Object> transactions =
        scala.collection.JavaConverters.mapAsJavaMapConverter(
                snapshot().orElseThrow().transactions())
            .asJava();
    return transactions.containsKey(transactionId(other));
  }

  static String transactionId(String run) {
    return "lakewright-" + run;
  }
}

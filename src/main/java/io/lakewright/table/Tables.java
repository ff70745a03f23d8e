package io.lakewright.table;

import io.lakewright.UserException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads tables. */
public final class Tables {
  private Tables() {}

  /**
   * The table at a place: Parquet, Avro or Delta by path (told apart by what is there), anything by
   * name. Partition columns of a folder that this application wrote keep their types.
   *
   * @throws UserException if there is none
   */
  public static Dataset<Row> read(SparkSession spark, Place place) {
    if (place instanceof TablePlace table) {
      requireCatalog(spark, table);
      if (!spark.catalog().tableExists(table.quoted())) {
        throw new UserException("There is no table %s".formatted(table));
      }
      return spark.table(table.quoted());
    }
    Path path = ((PathPlace) place).path();
    try {
      return readPath(spark, path)
          .orElseThrow(() -> new UserException("There is no table in %s".formatted(place)));
    } catch (IOException e) {
      throw Storage.failure("read", path, e);
    }
  }

  private static Optional<Dataset<Row>> readPath(SparkSession spark, Path path) throws IOException {
    FileSystem files = Storage.of(spark, path);
    FileStatus[] found = files.globStatus(path);
    if (found == null || found.length == 0) {
      return Optional.empty();
    }
    Path first = found[0].getPath();
    if (files.exists(new Path(first, "_delta_log"))) {
      return Optional.of(spark.read().format("delta").load(path.toString()));
    }
    Optional<Description> description =
        found.length == 1 ? Description.read(files, first) : Optional.empty();
    if (description.isPresent()) {
      return Optional.of(description.get().read(spark, first));
    }
    Optional<String> name = Storage.anyDataFile(files, first);
    return name.map(file -> file.endsWith(".avro") ? "avro" : "parquet")
        .map(format -> spark.read().format(format).load(path.toString()));
  }

  /** Fails unless the session knows the table's catalog. */
  static void requireCatalog(SparkSession spark, TablePlace table) {
    table
        .catalog()
        .filter(name -> !spark.conf().contains("spark.sql.catalog." + name))
        .ifPresent(
            name -> {
              throw new UserException(
                  "There is no catalog %s for the table %s; configure it with --spark-conf spark.sql.catalog.%s=…, or use lake, or a name such as %s.%s"
                      .formatted(name, table, name, table.database(), table.table()));
            });
  }
}

package io.lakewright.table;

import io.lakewright.UserException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads whatever holds rows: tables, and files of CSV and JSON as well. */
public final class DataFiles {
  private static final Set<String> JSON = Set.of("json", "jsonl", "ndjson");
  private static final Set<String> PACKED =
      Set.of("gz", "gzip", "bz2", "zst", "zstd", "lz4", "snappy");

  private DataFiles() {}

  /**
   * The rows of a table, a folder, a file or a pattern. What is not a table of {@link Tables} is
   * told by the ending of the first file: {@code .csv} and {@code .tsv} with the names of the
   * columns in the first line, all columns as text; {@code .json}, {@code .jsonl}, {@code .ndjson}
   * with an object a line; each also packed, as {@code .csv.gz}.
   *
   * @throws UserException if there is nothing, or if the ending tells nothing
   */
  public static Dataset<Row> read(SparkSession spark, Place place) {
    if (place instanceof TablePlace) {
      return Tables.read(spark, place);
    }
    Path path = ((PathPlace) place).path();
    try {
      return switch (kind(spark, path, place)) {
        case "csv" -> csv(spark, path, ",");
        case "tsv" -> csv(spark, path, "\t");
        case "json" -> spark.read().json(path.toString());
        default -> Tables.read(spark, place);
      };
    } catch (IOException e) {
      throw Storage.failure("read", path, e);
    }
  }

  private static Dataset<Row> csv(SparkSession spark, Path path, String separator) {
    Dataset<Row> rows =
        spark.read().option("header", true).option("sep", separator).csv(path.toString());
    String[] names = rows.columns();
    for (int i = 0; i < names.length; i++) {
      names[i] = names[i].replace("\uFEFF", "").strip();
    }
    return rows.toDF(names);
  }

  private static String kind(SparkSession spark, Path path, Place place) throws IOException {
    FileSystem files = Storage.of(spark, path);
    FileStatus[] found = files.globStatus(path);
    if (found == null || found.length == 0) {
      throw new UserException("There is nothing at %s; check the path".formatted(place));
    }
    Path first = found[0].getPath();
    if (files.exists(new Path(first, "_delta_log"))
        || files.exists(new Path(first, Description.FILE))) {
      return "table";
    }
    Optional<String> name =
        found[0].isFile() ? Optional.of(first.getName()) : Storage.anyDataFile(files, first);
    String ending = ending(name.orElseThrow(() -> empty(place)));
    if (JSON.contains(ending)) {
      return "json";
    }
    return switch (ending) {
      case "csv", "tsv" -> ending;
      case "parquet", "avro" -> "table";
      default ->
          throw new UserException(
              "Cannot tell what %s in %s is; the ending of a file must be csv, tsv, json, jsonl, ndjson, parquet or avro, also packed as in csv.gz"
                  .formatted(name.get(), place));
    };
  }

  private static UserException empty(Place place) {
    return new UserException("There is no file in %s; check the folder".formatted(place));
  }

  private static String ending(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String ending = lower.substring(lower.lastIndexOf('.') + 1);
    if (PACKED.contains(ending) && lower.length() > ending.length()) {
      String inner = lower.substring(0, lower.length() - ending.length() - 1);
      return inner.substring(inner.lastIndexOf('.') + 1);
    }
    return ending;
  }
}

package io.lakewright.table;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * What a folder of files holds; kept in the folder, hidden from readers. Without it the types of
 * partition columns would be guessed, and the code {@code 0001} read as 1.
 */
record Description(Format format, StructType schema, Layout layout) {
  static final String FILE = "_lakewright.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** As stored. */
  private record Stored(String format, String schema, Layout layout) {}

  Description {
    schema = (StructType) nullable(schema);
  }

  /** Files carry nothing about nullability, so that it is no difference between tables. */
  private static DataType nullable(StructType schema) {
    return schema.asNullable();
  }

  static Optional<Description> read(FileSystem files, Path folder) throws IOException {
    Path file = new Path(folder, FILE);
    return files.exists(file) ? Optional.of(fromJson(Storage.read(files, file))) : Optional.empty();
  }

  static Description fromJson(String json) {
    try {
      Stored stored = JSON.readValue(json, Stored.class);
      return new Description(
          Format.valueOf(stored.format),
          (StructType) DataType.fromJson(stored.schema),
          stored.layout);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String toJson() {
    try {
      return JSON.writeValueAsString(new Stored(format.name(), schema.json(), layout));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes it, and the mark that the folder is complete. */
  void write(FileSystem files, Path folder) throws IOException {
    files.mkdirs(folder);
    Optional<Description> earlier = read(files, folder);
    if (earlier.isEmpty() || !earlier.get().equals(this)) {
      Storage.write(files, new Path(folder, FILE), toJson());
    }
    files.create(new Path(folder, "_SUCCESS"), true).close();
  }

  /** The rows of a folder that is described so. */
  Dataset<Row> read(SparkSession spark, Path folder) {
    return spark
        .read()
        .format(format.id())
        .schema(schema)
        .option("mergeSchema", false)
        .load(escaped(folder))
        .select(columns(List.of(schema.fieldNames())));
  }

  /** Spark reads paths as globs. */
  private static String escaped(Path folder) {
    return folder.toString().replaceAll("([*?{}\\[\\]\\\\])", "\\\\$1");
  }

  /** Columns by name, whatever characters are in the names. */
  static Column[] columns(List<String> names) {
    return names.stream()
        .map(name -> functions.col("`" + name.replace("`", "``") + "`"))
        .toArray(Column[]::new);
  }

  /** What keeps new files from going beside those described by {@code earlier}; for people. */
  Optional<String> differenceFrom(Description earlier) {
    if (format != earlier.format) {
      return Optional.of("it holds %s, not %s".formatted(earlier.format.id(), format.id()));
    }
    if (!layout.equals(earlier.layout)) {
      return Optional.of("it is arranged as %s, not %s".formatted(earlier.layout, layout));
    }
    return schema.equals(earlier.schema)
        ? Optional.empty()
        : Optional.of(
            "its columns are %s, not %s"
                .formatted(
                    Arrays.toString(earlier.schema.fields()), Arrays.toString(schema.fields())));
  }
}

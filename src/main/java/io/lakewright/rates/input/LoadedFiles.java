package io.lakewright.rates.input;

import io.lakewright.source.ContentId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Which files a table holds: the content of its companion {@code _files}. A file is known by its
 * content; the name only tells which rows a newer version replaces.
 */
public final class LoadedFiles {
  /** One row per source file that was loaded. */
  public static final StructType SCHEMA =
      new StructType()
          .add("source_file", DataTypes.StringType)
          .add("stored_file", DataTypes.StringType)
          .add("content_sha256", DataTypes.StringType)
          .add("stored_bytes", DataTypes.LongType)
          .add("bytes", DataTypes.LongType)
          .add("items", DataTypes.LongType)
          .add("provider_references", DataTypes.LongType)
          .add("rows", DataTypes.LongType)
          .add("complete", DataTypes.BooleanType)
          .add("run_id", DataTypes.StringType)
          .add("loaded_at", DataTypes.TimestampType);

  /** Nothing loaded yet. */
  public static final LoadedFiles NONE = new LoadedFiles(List.of());

  private final Set<ContentId> contents = new HashSet<>();
  private final Set<Long> lengths = new HashSet<>();
  private final Map<String, Set<String>> sourcesByStored = new HashMap<>();

  private LoadedFiles(List<Row> rows) {
    for (Row row : rows) {
      contents.add(new ContentId(row.getString(2), row.getLong(3)));
      lengths.add(row.getLong(3));
      sourcesByStored
          .computeIfAbsent(row.getString(1), stored -> new HashSet<>())
          .add(row.getString(0));
    }
  }

  /**
   * Reads the companion: a row per file ever loaded, so tens of thousands of short rows at most.
   */
  public static LoadedFiles of(Dataset<Row> companion) {
    return new LoadedFiles(
        companion
            .select("source_file", "stored_file", "content_sha256", "stored_bytes")
            .collectAsList());
  }

  /** Whether a file with this content was loaded. */
  public boolean has(ContentId content) {
    return contents.contains(content);
  }

  /** Whether any file of this length was loaded; without one, the content need not be read. */
  public boolean hasLength(long length) {
    return lengths.contains(length);
  }

  /** Whether nothing was loaded. */
  public boolean isEmpty() {
    return contents.isEmpty();
  }

  /** The source files whose rows came from the stored file of this name. */
  public Set<String> sourcesOf(String storedFile) {
    return sourcesByStored.getOrDefault(storedFile, Set.of());
  }
}

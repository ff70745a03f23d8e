package io.lakewright.maintain.reach;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Files of a table as rows. */
public final class FileRows {
  public static final String PATH = "path";
  public static final String KIND = "kind";
  public static final String BYTES = "bytes";

  /** {@code path} as the table names it, {@code kind} of {@link FileKind}, {@code bytes}. */
  public static final StructType SCHEMA =
      new StructType()
          .add(PATH, DataTypes.StringType, false)
          .add(KIND, DataTypes.StringType, false)
          .add(BYTES, DataTypes.LongType, false);

  private FileRows() {}

  /** One file; bytes 0 where they are not known. */
  public static Row of(String path, FileKind kind, long bytes) {
    return RowFactory.create(path, kind.name(), bytes);
  }
}

package io.lakewright.table;

import java.util.Locale;

/** The table formats that jobs write. */
public enum Format {
  /** A folder of Parquet files, zstd. */
  PARQUET,
  /** An Iceberg table, format version 2, in a named catalog. */
  ICEBERG,
  /** A Delta table, by path or in the session catalog. */
  DELTA,
  /** A folder of Avro files, zstd: for data on its way between jobs. */
  AVRO;

  /** The format of a place that nobody named one for: Iceberg in a named catalog, else Parquet. */
  public static Format defaultFor(Place place) {
    return place instanceof TablePlace table && table.catalog().isPresent() ? ICEBERG : PARQUET;
  }

  /** Whether a table is nothing but a folder of files. */
  public boolean isPlainFiles() {
    return this == PARQUET || this == AVRO;
  }

  /** The name as Spark and users write it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

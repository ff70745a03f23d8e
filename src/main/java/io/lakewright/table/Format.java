package io.lakewright.table;

/** The table formats that jobs write. */
public enum Format {
  PARQUET,
  ICEBERG,
  DELTA
}

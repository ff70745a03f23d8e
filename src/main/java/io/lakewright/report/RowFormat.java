package io.lakewright.report;

/** How rows are printed. */
public enum RowFormat {
  /** Aligned columns for people. */
  TABLE,
  /** RFC 4180, with a header. */
  CSV,
  /** One object per line. */
  JSON
}

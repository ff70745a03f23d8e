package io.lakewright.cli;

import io.lakewright.table.Format;
import io.lakewright.table.IfExists;
import io.lakewright.table.Layout;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a table is written: its format, what to do with one that is there, and its layout. */
public final class LayoutOptions {
  private static final String NONE = "none";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "parquet, iceberg or delta (default: iceberg in a named catalog, else parquet).")
  Format format;

  @Option(
      names = "--if-exists",
      paramLabel = "ACTION",
      defaultValue = "FAIL",
      description = "fail, append or replace, if the output exists (default: fail).")
  IfExists ifExists;

  @Option(
      names = "--partition-by",
      arity = "1..*",
      split = ";",
      paramLabel = "COLUMN",
      description = "Columns, or Iceberg transforms such as bucket(16, id) or days(time); or none.")
  List<String> partitionBy;

  @Option(
      names = "--bucket-by",
      arity = "1..*",
      paramLabel = "COLUMN",
      description = "Columns hashed into buckets (Parquet); or none.")
  List<String> bucketBy;

  @Option(names = "--buckets", paramLabel = "N", description = "Number of buckets.")
  Integer buckets;

  @Option(
      names = "--sort-by",
      arity = "1..*",
      paramLabel = "COLUMN",
      description = "Columns to sort by inside each file; or none.")
  List<String> sortBy;

  /** The layout asked for on top of the default one; empty if nothing was asked for. */
  Optional<Layout> layout(Layout byDefault) {
    if (partitionBy == null && bucketBy == null && buckets == null && sortBy == null) {
      return Optional.empty();
    }
    List<String> bucketColumns = columns(bucketBy, byDefault.bucketBy());
    int count = buckets != null ? buckets : byDefault.buckets() > 0 ? byDefault.buckets() : 2;
    return Optional.of(
        new Layout(
            columns(partitionBy, byDefault.partitionBy()),
            bucketColumns,
            bucketColumns.isEmpty() ? 0 : count,
            columns(sortBy, byDefault.sortBy())));
  }

  private static List<String> columns(List<String> asked, List<String> byDefault) {
    if (asked == null) {
      return byDefault;
    }
    return asked.equals(List.of(NONE)) ? List.of() : asked;
  }
}

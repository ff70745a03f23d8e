package io.lakewright.table;

import io.lakewright.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * An output as a user asked for it, checked for contradictions before anything runs.
 *
 * @param layout of the table; companions are not arranged
 */
public record Target(Place place, Format format, IfExists ifExists, Layout layout) {
  public Target {
    boolean named = place instanceof TablePlace table && table.catalog().isPresent();
    if (format == Format.ICEBERG && !named) {
      throw UserException.usage(
          "%s cannot be an Iceberg table: Iceberg tables are in a named catalog; give a name such as lake.db.rates"
              .formatted(place));
    }
    if (named && format != Format.ICEBERG) {
      throw UserException.usage(
          "%s cannot be a %s table: a named catalog holds Iceberg tables; give a path or a name such as db.rates, or use the format iceberg"
              .formatted(place, format.id()));
    }
    if (!format.isPlainFiles() && !layout.bucketBy().isEmpty()) {
      throw UserException.usage(
          "%s tables cannot be bucketed by %s; use bucket-by none%s"
              .formatted(
                  format == Format.ICEBERG ? "Iceberg" : "Delta",
                  layout.bucketBy(),
                  format == Format.ICEBERG
                      ? ", and for hashing a partition such as bucket(%d, %s)"
                          .formatted(layout.buckets(), layout.bucketBy().get(0))
                      : ""));
    }
    if (!layout.sortBy().isEmpty() && format == Format.AVRO) {
      throw UserException.usage("Avro files are not sorted; use sort-by none");
    }
    if (format != Format.ICEBERG) {
      for (String column : layout.partitionBy()) {
        if (column.contains("(")) {
          throw UserException.usage(
              "%s tables are partitioned by columns, cannot be: %s; only Iceberg knows such partitions"
                  .formatted(format.id(), column));
        }
      }
    }
    if (place instanceof PathPlace path) {
      requireFolder(path);
    }
  }

  /** The output with the format of its place unless one is given. */
  public static Target of(Place place, Optional<Format> format, IfExists ifExists, Layout layout) {
    return new Target(place, format.orElse(Format.defaultFor(place)), ifExists, layout);
  }

  private static void requireFolder(PathPlace path) {
    if (!path.hasParent()) {
      throw UserException.usage(
          "%s cannot be an output: it is the top of its file system; name a folder in it"
              .formatted(path));
    }
    if (path.uri().matches(".*[*?{}\\[\\]\\\\].*")) {
      throw UserException.usage(
          "%s cannot be an output: a folder's name cannot hold * ? { } [ ] or \\".formatted(path));
    }
  }

  /** Fails unless all columns of the layout are in the schema. */
  void requireColumns(StructType schema) {
    List<String> columns = new ArrayList<>(layout.bucketBy());
    columns.addAll(layout.sortBy());
    layout.partitionBy().stream().map(Target::columnOf).forEach(columns::add);
    for (String column : columns) {
      if (!List.of(schema.fieldNames()).contains(column)) {
        throw UserException.usage(
            "%s has no column %s to be arranged by; its columns are %s"
                .formatted(place, column, String.join(", ", schema.fieldNames())));
      }
    }
    if (layout.partitionBy().size() == schema.size()) {
      throw UserException.usage("%s cannot be partitioned by all its columns".formatted(place));
    }
  }

  /** The column of a partition: itself, or the argument of a transform such as {@code days(t)}. */
  private static String columnOf(String partition) {
    int open = partition.indexOf('(');
    if (open < 0) {
      return partition;
    }
    String arguments = partition.substring(open + 1).replace(")", "");
    return arguments.substring(arguments.lastIndexOf(',') + 1).strip();
  }
}

package io.lakewright.maintain.archive;

import io.lakewright.UserException;
import io.lakewright.maintain.TableName;
import io.lakewright.maintain.s3.S3Access;
import io.lakewright.maintain.s3.S3Location;
import io.lakewright.maintain.s3.TableBuckets;
import io.lakewright.table.IcebergCatalogs;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.spark.sql.SparkSession;

/** A table on S3 with its catalog and how its objects are reached. */
record S3Table(TableName name, Catalog catalog, Table table, S3Access access) {
  /**
   * Loads it.
   *
   * @throws UserException if it is not there, or not read by S3FileIO
   */
  static S3Table load(SparkSession spark, TableName name) {
    Catalog catalog = IcebergCatalogs.of(spark, name.catalog());
    Table table;
    try {
      table = catalog.loadTable(name.identifier());
      table.refresh();
    } catch (NoSuchTableException e) {
      throw new UserException("There is no table " + name, e);
    }
    TableBuckets.refusal(table)
        .ifPresent(
            reason -> {
              throw new UserException("%s: %s".formatted(name, reason));
            });
    if (S3Location.find(table.location()).isEmpty()) {
      throw new UserException(
          "%s is not on S3 but at %s: only tables on S3 are archived and restored; elsewhere maintain expires their snapshots"
              .formatted(name, table.location()));
    }
    S3Access access =
        S3Access.of(table)
            .orElseThrow(
                () ->
                    new UserException(
                        "%s (%s) is not read by S3FileIO, which archives need; set spark.sql.catalog.%s.io-impl=org.apache.iceberg.aws.s3.S3FileIO"
                            .formatted(name, table.location(), name.catalog())));
    return new S3Table(name, catalog, table, access);
  }

  /** Loaded once more, for another thread. */
  Table again() {
    return catalog.loadTable(name.identifier());
  }

  /** The tags given, or else those of the catalog, that mark retired objects. */
  Map<String, String> retiredTags(Map<String, String> given) {
    return given.isEmpty() ? access.deleteTags() : given;
  }
}

package io.lakewright.table;

import io.lakewright.UserException;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A table's entry in an Iceberg catalog. A table is created when it is first written to; until its
 * first commit it is empty and counts as not there.
 */
final class IcebergCatalogTable {
  /** Marks tables made here, so that one that got no further may be made anew. */
  private static final String CREATED_BY = "lakewright.created-by";

  private final SparkSession spark;
  private final TablePlace place;
  private final String run;
  private final Catalog catalog;
  private final TableIdentifier name;
  private Table table;
  private boolean fits;
  private boolean created;

  IcebergCatalogTable(SparkSession spark, TablePlace place, String run) {
    Tables.requireCatalog(spark, place);
    this.spark = spark;
    this.place = place;
    this.run = run;
    this.catalog = Spark3Util.loadIcebergCatalog(spark, place.catalog().orElseThrow());
    this.name = TableIdentifier.of(Namespace.of(place.database()), place.table());
    this.table = load();
  }

  private Table load() {
    try {
      Table loaded = catalog.loadTable(name);
      loaded.refresh();
      return loaded;
    } catch (NoSuchTableException e) {
      return null;
    }
  }

  TablePlace place() {
    return place;
  }

  Optional<Table> find() {
    return Optional.ofNullable(table);
  }

  /** Whether there is a table that is more than the leftover of a run that published nothing. */
  boolean hasContent() {
    return table != null
        && (table.currentSnapshot() != null || !table.properties().containsKey(CREATED_BY));
  }

  /**
   * The table, created if need be, with all columns of the schema.
   *
   * @param replace whether the layout is to be this one from now on
   * @throws UserException if a column of the same name has another type
   */
  Table require(StructType schema, Layout layout, boolean replace) {
    if (fits) {
      return table;
    }
    if (table != null && !hasContent()) {
      catalog.dropTable(name, true);
      table = null;
    }
    if (table == null) {
      create(schema, layout);
    } else {
      try {
        table.updateSchema().unionByNameWith(withoutIds(schema)).commit();
      } catch (IllegalArgumentException | IllegalStateException e) {
        throw new UserException(
            "The columns of %s do not fit: %s. Use another place".formatted(place, e.getMessage()),
            e);
      }
      if (replace) {
        IcebergLayout.apply(table, layout);
      }
    }
    fits = true;
    return table;
  }

  private Schema withoutIds(StructType schema) {
    return SparkSchemaUtil.convert(schema.asNullable());
  }

  private void create(StructType schema, Layout layout) {
    spark.sql(
        "CREATE NAMESPACE IF NOT EXISTS `%s`.`%s`"
            .formatted(place.catalog().orElseThrow(), place.database()));
    Schema columns = withoutIds(schema);
    try {
      table =
          catalog
              .buildTable(name, columns)
              .withPartitionSpec(IcebergLayout.spec(columns, layout))
              .withSortOrder(IcebergLayout.sortOrder(columns, layout))
              .withProperties(
                  Map.of(
                      TableProperties.FORMAT_VERSION,
                      "2",
                      TableProperties.PARQUET_COMPRESSION,
                      "zstd",
                      CREATED_BY,
                      run))
              .create();
      created = true;
    } catch (AlreadyExistsException e) {
      throw new UserException(
          "Another run has just created %s; run again when it has ended".formatted(place), e);
    }
  }

  /**
   * Sees what was committed meanwhile.
   *
   * @throws UserException if another run has made the table anew
   */
  void refresh() {
    if (!isSame()) {
      throw new UserException(
          "Another run has made %s anew meanwhile; nothing was published, run again"
              .formatted(place));
    }
  }

  /** Whether, looking again, the table is still the one that was found or made. */
  private boolean isSame() {
    try {
      table.refresh();
      return true;
    } catch (IllegalStateException | NoSuchTableException e) {
      // What is there has another identity, or is gone.
      return false;
    }
  }

  /** Undoes a creation that led to nothing. */
  void dropIfNew() {
    if (created) {
      if (isSame() && table.currentSnapshot() == null) {
        catalog.dropTable(name, true);
      }
    }
  }
}

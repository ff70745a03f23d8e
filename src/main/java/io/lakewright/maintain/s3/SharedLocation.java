package io.lakewright.maintain.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Tables that were restored from a table, and so live at its location. What they need is retired
 * for the original, yet must stay: the original names them in a property.
 */
public final class SharedLocation {
  /** Names of restored tables within the catalog, separated by commas. */
  public static final String PROPERTY = "lakewright.restored-as";

  private SharedLocation() {}

  /** The files that no restored table needs. */
  public static Dataset<Row> withoutRestored(
      SparkSession spark, Catalog catalog, Table table, Dataset<Row> files) {
    Dataset<Row> rest = files;
    for (Table restored : restored(catalog, table)) {
      rest =
          rest.join(
              ReachableObjects.of(spark, restored).select("path"),
              new String[] {"path"},
              "left_anti");
    }
    return rest;
  }

  /** The tables restored from this one that still exist, as they are now. */
  public static List<Table> restored(Catalog catalog, Table table) {
    List<Table> tables = new ArrayList<>();
    for (String name : names(table)) {
      try {
        Table restored = catalog.loadTable(TableIdentifier.parse(name));
        restored.refresh();
        tables.add(restored);
      } catch (NoSuchTableException e) {
        // Dropped since: nobody needs its files any more.
      }
    }
    return tables;
  }

  /** Notes that a table has been restored from this one. */
  public static void add(Table table, TableIdentifier restored) {
    Set<String> names = names(table);
    if (names.add(restored.toString())) {
      table.updateProperties().set(PROPERTY, String.join(",", names)).commit();
    }
  }

  private static Set<String> names(Table table) {
    Set<String> names = new TreeSet<>();
    for (String name : table.properties().getOrDefault(PROPERTY, "").split(",", -1)) {
      if (!name.isBlank()) {
        names.add(name);
      }
    }
    return names;
  }
}

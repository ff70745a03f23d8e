package io.lakewright.maintain.s3;

import io.lakewright.maintain.PropertyList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Tables that were restored from a table, and so live at its location. What they need is retired
 * for the original, yet must stay: the original names them in a property.
 */
public final class SharedLocation {
  /** Names of restored tables within the catalog, separated by commas. */
  public static final String PROPERTY = "lakewright.restored-as";

  /** Names of tables whose restore has begun and not ended. */
  static final String WAITING = "lakewright.restoring";

  private SharedLocation() {}

  /**
   * The files that none of the tables needs.
   *
   * @param sharing tables as they are now
   */
  public static Dataset<Row> withoutNeeded(
      SparkSession spark, List<Table> sharing, Dataset<Row> files) {
    Dataset<Row> rest = files;
    for (Table other : sharing) {
      Dataset<Row> needed =
          ReachableObjects.of(spark, other)
              .select("path")
              .union(
                  spark
                      .createDataset(ReachableObjects.metadataFiles(other), Encoders.STRING())
                      .toDF("path"));
      rest = rest.join(needed, new String[] {"path"}, "left_anti");
    }
    return rest;
  }

  /** The tables restored from this one that still exist, as they are now. */
  public static List<Table> restored(Catalog catalog, Table table) {
    List<Table> tables = new ArrayList<>();
    for (String name : names(table, PROPERTY)) {
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

  /** Notes that a table has been restored from this one, and so waits for nothing any more. */
  public static void add(Table table, TableIdentifier restored) {
    Set<String> names = names(table, PROPERTY);
    Set<String> waiting = names(table, WAITING);
    boolean isNew = names.add(restored.toString());
    if (waiting.remove(restored.toString()) || isNew) {
      UpdateProperties update = table.updateProperties();
      update.set(PROPERTY, String.join(",", names));
      set(update, WAITING, waiting);
      update.commit();
    }
  }

  /** Notes that a restore has begun: what it has brought back no table needs yet. */
  public static void begin(Table table, TableIdentifier restored) {
    Set<String> waiting = names(table, WAITING);
    if (waiting.add(restored.toString())) {
      table.updateProperties().set(WAITING, String.join(",", waiting)).commit();
    }
  }

  /** Notes that a restore has come to nothing. */
  public static void giveUp(Table table, TableIdentifier restored) {
    Set<String> waiting = names(table, WAITING);
    if (waiting.remove(restored.toString())) {
      UpdateProperties update = table.updateProperties();
      set(update, WAITING, waiting);
      update.commit();
    }
  }

  private static void set(UpdateProperties update, String property, Set<String> names) {
    if (names.isEmpty()) {
      update.remove(property);
    } else {
      update.set(property, String.join(",", names));
    }
  }

  /**
   * Why nothing of a table may be retired: a restore of it has asked for objects that no table
   * needs yet, and some of which nobody can read to say what they name.
   */
  public static Optional<String> waiting(Table table) {
    Set<String> waiting = names(table, WAITING);
    return waiting.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "a restore of %s as %s waits for objects from Glacier: finish it by the same command, or give it up by ALTER TABLE %s UNSET TBLPROPERTIES ('%s')"
                .formatted(table.name(), String.join(", ", waiting), table.name(), WAITING));
  }

  private static Set<String> names(Table table, String property) {
    return new TreeSet<>(PropertyList.of(table, property, ','));
  }
}

package io.lakewright.maintain.fleet;

import io.lakewright.UserException;
import io.lakewright.maintain.TableName;
import io.lakewright.maintain.policy.Glob;
import io.lakewright.table.IcebergCatalogs;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.spark.sql.SparkSession;

/**
 * Which tables are meant: all that are named or lie in what is named, without those excluded.
 *
 * @param tables full names
 * @param databases namespaces with their catalog, such as {@code lake.sales}; nested ones belong to
 *     them
 * @param catalogs whole catalogs
 * @param all every Iceberg catalog of the session
 * @param include patterns of which a table must fit one, if there are any; by full or own name
 * @param exclude patterns of which a table must fit none
 */
public record TableSelection(
    List<TableName> tables,
    List<String> databases,
    List<String> catalogs,
    boolean all,
    List<String> include,
    List<String> exclude) {
  public TableSelection {
    tables = List.copyOf(tables);
    databases = List.copyOf(databases);
    catalogs = List.copyOf(catalogs);
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    if (tables.isEmpty() && databases.isEmpty() && catalogs.isEmpty() && !all) {
      throw UserException.usage(
          "No tables; name them with --table, --database or --catalog-name, or take --all");
    }
    for (String database : databases) {
      if (!database.matches("[^.]+(\\.[^.]+)+")) {
        throw UserException.usage(
            "A database needs its catalog, such as lake.sales, cannot be: " + database);
      }
    }
  }

  /** One table. */
  public static TableSelection of(TableName table) {
    return new TableSelection(List.of(table), List.of(), List.of(), false, List.of(), List.of());
  }

  /**
   * The tables, each once.
   *
   * @throws UserException if a named table, database or catalog does not exist
   */
  public List<TableName> resolve(SparkSession spark) {
    Set<TableName> found = new LinkedHashSet<>();
    for (TableName table : tables) {
      if (!IcebergCatalogs.of(spark, table.catalog()).tableExists(table.identifier())) {
        throw new UserException("There is no Iceberg table %s".formatted(table));
      }
      found.add(asListed(spark, table));
    }
    databases.forEach(database -> addDatabase(spark, database, found));
    catalogs.forEach(catalog -> addCatalog(spark, catalog, found));
    if (all) {
      IcebergCatalogs.names(spark).forEach(catalog -> addCatalog(spark, catalog, found));
    }
    List<Glob> included = include.stream().map(Glob::new).toList();
    List<Glob> excluded = exclude.stream().map(Glob::new).toList();
    return found.stream()
        .filter(table -> included.isEmpty() || fits(included, table))
        .filter(table -> !fits(excluded, table))
        .toList();
  }

  /** Hive's metastore finds a table by its name in any case; one table must not be two. */
  private static TableName asListed(SparkSession spark, TableName table) {
    TableIdentifier lower = table.identifier().toLowerCase();
    if (lower.equals(table.identifier())) {
      return table;
    }
    Catalog catalog = IcebergCatalogs.of(spark, table.catalog());
    try {
      return catalog.loadTable(lower).uuid().equals(catalog.loadTable(table.identifier()).uuid())
          ? new TableName(table.catalog(), lower)
          : table;
    } catch (NoSuchTableException e) {
      return table;
    }
  }

  private static boolean fits(List<Glob> globs, TableName table) {
    return globs.stream()
        .anyMatch(
            glob -> glob.matches(table.toString()) || glob.matches(table.identifier().name()));
  }

  private static void addCatalog(SparkSession spark, String catalog, Set<TableName> found) {
    IcebergCatalogs.of(spark, catalog);
    IcebergCatalogs.namespaces(
        spark, catalog, namespace -> addTables(spark, catalog, namespace, found));
  }

  private static void addDatabase(SparkSession spark, String database, Set<TableName> found) {
    List<String> parts = Arrays.asList(database.split("\\.", -1));
    String catalog = parts.get(0);
    Namespace wanted = Namespace.of(parts.subList(1, parts.size()).toArray(String[]::new));
    IcebergCatalogs.of(spark, catalog);
    boolean[] exists = new boolean[1];
    IcebergCatalogs.namespaces(
        spark,
        catalog,
        namespace -> {
          if (isWithin(namespace, wanted)) {
            exists[0] = true;
            addTables(spark, catalog, namespace, found);
          }
        });
    if (!exists[0]) {
      throw new UserException("There is no database %s".formatted(database));
    }
  }

  private static boolean isWithin(Namespace namespace, Namespace wanted) {
    return namespace.length() >= wanted.length()
        && Arrays.equals(Arrays.copyOf(namespace.levels(), wanted.length()), wanted.levels());
  }

  private static void addTables(
      SparkSession spark, String catalog, Namespace namespace, Set<TableName> found) {
    for (TableIdentifier table : IcebergCatalogs.tables(spark, catalog, namespace)) {
      found.add(new TableName(catalog, table));
    }
  }
}

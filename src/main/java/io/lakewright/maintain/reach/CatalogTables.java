package io.lakewright.maintain.reach;

import io.lakewright.UserException;
import io.lakewright.maintain.TableContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.util.Tasks;
import org.apache.spark.sql.catalyst.analysis.NoSuchNamespaceException;
import org.apache.spark.sql.connector.catalog.CatalogPlugin;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.SupportsNamespaces;
import org.apache.spark.sql.connector.catalog.TableCatalog;

/**
 * Where all tables of a catalog lie, looked up once per run: so that nothing of one table is taken
 * for an orphan of another. What a table created after that writes is protected by its age.
 */
public final class CatalogTables {
  private final Map<String, Map<TableIdentifier, Set<String>>> known = new ConcurrentHashMap<>();

  /**
   * The other tables of the catalog whose folders are, contain or lie within this table's.
   *
   * @throws UserException if the catalog does not tell where all of its tables are
   */
  public List<Table> sharing(TableContext context) {
    Set<String> own = Locations.roots(context.table());
    List<Table> sharing = new ArrayList<>();
    roots(context)
        .forEach(
            (name, roots) -> {
              if (!name.equals(context.name().identifier())
                  && roots.stream()
                      .anyMatch(
                          root -> own.stream().anyMatch(mine -> Locations.overlap(mine, root)))) {
                load(context.catalog(), name).ifPresent(sharing::add);
              }
            });
    return sharing;
  }

  private Map<TableIdentifier, Set<String>> roots(TableContext context) {
    String key = context.runId() + "/" + context.name().catalog();
    Map<TableIdentifier, Set<String>> roots = known.get(key);
    if (roots == null) {
      // Looked up twice at worst, by two tables at once.
      roots = lookUp(context);
      known.keySet().removeIf(old -> !old.startsWith(context.runId() + "/"));
      known.put(key, roots);
    }
    return roots;
  }

  private static Map<TableIdentifier, Set<String>> lookUp(TableContext context) {
    Map<TableIdentifier, Set<String>> roots = new ConcurrentHashMap<>();
    Tasks.foreach(tables(context))
        .executeWith(DriverReads.POOL)
        .stopOnFailure()
        .throwFailureWhenFinished()
        .run(
            name ->
                load(context.catalog(), name)
                    .ifPresent(table -> roots.put(name, Locations.roots(table))));
    return roots;
  }

  private static List<TableIdentifier> tables(TableContext context) {
    CatalogPlugin catalog =
        context.spark().sessionState().catalogManager().catalog(context.name().catalog());
    if (!(catalog instanceof SupportsNamespaces namespaces
        && catalog instanceof TableCatalog tables)) {
      throw new UserException(
          "The catalog %s does not list its tables, so that it is not known which share a location"
              .formatted(context.name().catalog()));
    }
    List<TableIdentifier> found = new ArrayList<>();
    try {
      for (String[] namespace : namespaces.listNamespaces()) {
        add(namespaces, tables, namespace, found);
      }
    } catch (NoSuchNamespaceException e) {
      throw new UserException(
          "A namespace of %s went away while its tables were listed; run again"
              .formatted(context.name().catalog()),
          e);
    }
    return found;
  }

  private static void add(
      SupportsNamespaces namespaces,
      TableCatalog tables,
      String[] namespace,
      List<TableIdentifier> found)
      throws NoSuchNamespaceException {
    for (Identifier name : tables.listTables(namespace)) {
      found.add(TableIdentifier.of(Namespace.of(name.namespace()), name.name()));
    }
    for (String[] below : namespaces.listNamespaces(namespace)) {
      add(namespaces, tables, below, found);
    }
  }

  private static Optional<Table> load(Catalog catalog, TableIdentifier name) {
    try {
      Table table = catalog.loadTable(name);
      table.refresh();
      return Optional.of(table);
    } catch (NoSuchTableException e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      throw new UserException(
          "Cannot read the table %s, so that it is not known which files are its: %s"
              .formatted(name, e.getMessage()),
          e);
    }
  }
}

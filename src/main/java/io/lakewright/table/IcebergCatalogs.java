package io.lakewright.table;

import io.lakewright.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.spark.source.HasIcebergCatalog;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchNamespaceException;
import org.apache.spark.sql.connector.catalog.CatalogPlugin;
import org.apache.spark.sql.connector.catalog.SupportsNamespaces;

/** The Iceberg catalogs of a session, and what is in them. */
public final class IcebergCatalogs {
  private static final String PREFIX = "spark.sql.catalog.";

  private IcebergCatalogs() {}

  /** Names of the configured catalogs that hold Iceberg tables. */
  public static List<String> names(SparkSession spark) {
    List<String> names = new ArrayList<>();
    Stream.of(spark.sparkContext().conf().getAllWithPrefix(PREFIX))
        .map(setting -> setting._1())
        .filter(name -> !name.contains("."))
        .filter(name -> plugin(spark, name) instanceof HasIcebergCatalog)
        .sorted()
        .forEach(names::add);
    return names;
  }

  /**
   * One catalog.
   *
   * @throws UserException if the session has none of this name, or it is not one of Iceberg
   */
  public static Catalog of(SparkSession spark, String name) {
    if (!spark.conf().contains(PREFIX + name)
        || !(plugin(spark, name) instanceof HasIcebergCatalog catalog)) {
      throw new UserException(
          "There is no Iceberg catalog %s in this session; it has %s. Configure it with --spark-conf spark.sql.catalog.%s=…"
              .formatted(name, String.join(", ", names(spark)), name));
    }
    return catalog.icebergCatalog();
  }

  /** All namespaces of a catalog, nested ones included, one by one. */
  public static void namespaces(SparkSession spark, String name, Consumer<Namespace> each) {
    if (plugin(spark, name) instanceof SupportsNamespaces namespaces) {
      below(namespaces, new String[0], each);
    }
  }

  /** Makes a namespace unless it is there. */
  public static void createNamespace(SparkSession spark, String name, Namespace namespace) {
    of(spark, name);
    spark.sql(
        "CREATE NAMESPACE IF NOT EXISTS `%s`.%s"
            .formatted(
                name,
                Stream.of(namespace.levels())
                    .map(level -> "`" + level.replace("`", "``") + "`")
                    .collect(Collectors.joining("."))));
  }

  private static void below(SupportsNamespaces catalog, String[] parent, Consumer<Namespace> each) {
    try {
      String[][] children =
          parent.length == 0 ? catalog.listNamespaces() : catalog.listNamespaces(parent);
      for (String[] child : children) {
        each.accept(Namespace.of(child));
        below(catalog, child, each);
      }
    } catch (NoSuchNamespaceException e) {
      // Dropped while it was being listed.
    }
  }

  /** Tables of one namespace; none if it is gone. */
  public static List<TableIdentifier> tables(SparkSession spark, String name, Namespace namespace) {
    try {
      return of(spark, name).listTables(namespace);
    } catch (org.apache.iceberg.exceptions.NoSuchNamespaceException e) {
      return List.of();
    }
  }

  private static CatalogPlugin plugin(SparkSession spark, String name) {
    return spark.sessionState().catalogManager().catalog(name);
  }
}

package io.lakewright.maintain.reach;

import io.lakewright.UserException;
import io.lakewright.maintain.TableContext;
import io.lakewright.maintain.TableName;
import io.lakewright.maintain.s3.Missing;
import io.lakewright.maintain.s3.SharedLocation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.util.Tasks;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchNamespaceException;
import org.apache.spark.sql.connector.catalog.CatalogPlugin;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.SupportsNamespaces;
import org.apache.spark.sql.connector.catalog.TableCatalog;

/**
 * Where all tables of a catalog lie and who they are, looked up once per run: so that nothing of
 * one table is taken from another. The lookup is brought up to date when it has become old; only
 * tables that are new are loaded then.
 *
 * <p>Cost: listing the catalog's namespaces, and loading each of its tables once per run.
 */
public final class CatalogTables {
  /** Tables may be registered by hand while a long run is under way. */
  private static final Duration LASTS = Duration.ofMinutes(10);

  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /** One table as the lookup found it. */
  private record Place(Set<String> roots, String uuid, String metadataFolder) {
    static Place of(Table table) {
      TableMetadata metadata = ((HasTableOperations) table).operations().current();
      return new Place(
          Locations.roots(table).stream().map(Locations::folderKey).collect(Collectors.toSet()),
          metadata.uuid(),
          Locations.parentKey(metadata.metadataFileLocation()));
    }

    boolean overlaps(Place other) {
      return roots.stream()
          .anyMatch(
              mine -> other.roots.stream().anyMatch(theirs -> Locations.overlap(mine, theirs)));
    }

    /** Whether they began as one, or write into the same folders. */
    boolean mayShareFiles(Place other) {
      return (uuid != null && uuid.equals(other.uuid))
          || roots.stream().anyMatch(other.roots::contains)
          || (!metadataFolder.isEmpty() && metadataFolder.equals(other.metadataFolder))
          || roots.contains(other.metadataFolder);
    }
  }

  /** The lookup of one catalog in one run. */
  private record Known(
      Map<TableIdentifier, Place> places,
      Map<TableIdentifier, RuntimeException> unreadable,
      Instant at) {}

  /**
   * The other tables of the catalog whose folders are, contain or lie within this table's.
   *
   * @throws UserException if the catalog does not tell where all of its tables are
   */
  public List<Table> overlapping(TableContext context) {
    Known all = known(context.spark(), context.catalog(), context.name(), context.runId());
    requireReadable(all, failure -> true);
    Place own = Place.of(context.table());
    return load(
        context.catalog(),
        context.name(),
        all,
        other -> other.overlaps(own) || other.mayShareFiles(own));
  }

  /** See {@link #sharingFiles(SparkSession, Catalog, TableName, Table, String)}. */
  public List<Table> sharingFiles(TableContext context) {
    return sharingFiles(
        context.spark(), context.catalog(), context.name(), context.table(), context.runId());
  }

  /**
   * The other tables of the catalog that may need files of this one: restored from it, registered
   * from one of its metadata files, or made at its location. What they need must stay when this one
   * gives it up. A table whose metadata is gone, or may not be read, and a namespace that may not
   * be seen, is passed over: what lies with this table can be read by who reads this one.
   *
   * @throws UserException if it is not known which they are, or what they need
   */
  public List<Table> sharingFiles(
      SparkSession spark, Catalog catalog, TableName name, Table table, String runId) {
    Known all = known(spark, catalog, name, runId);
    requireReadable(all, failure -> !Missing.is(failure) && !Missing.isDenied(failure));
    Place own = Place.of(table);
    List<Table> sharing = load(catalog, name, all, other -> other.mayShareFiles(own));
    for (Table restored : SharedLocation.restored(catalog, table)) {
      if (sharing.stream().noneMatch(other -> other.name().equals(restored.name()))) {
        sharing.add(restored);
      }
    }
    Stream.concat(Stream.of(table), sharing.stream())
        .flatMap(
            one ->
                Stream.concat(
                    SharedLocation.waiting(one).stream(),
                    SnapshotLists.unreadable(one).map(why -> one.name() + ": " + why).stream()))
        .findFirst()
        .ifPresent(
            why -> {
              throw new UserException(why);
            });
    return sharing;
  }

  private static void requireReadable(Known all, Predicate<RuntimeException> counts) {
    all.unreadable.forEach(
        (name, failure) -> {
          if (counts.test(failure)) {
            throw new UserException(
                "Cannot read the table %s, so that it is not known which files are its: %s"
                    .formatted(name, failure.getMessage()),
                failure);
          }
        });
  }

  private static List<Table> load(
      Catalog catalog, TableName own, Known all, Predicate<Place> wanted) {
    List<Table> found = new ArrayList<>();
    all.places.forEach(
        (name, place) -> {
          if (!name.equals(own.identifier()) && wanted.test(place)) {
            try {
              load(catalog, name).ifPresent(found::add);
            } catch (RuntimeException e) {
              throw new UserException(
                  "Cannot read the table %s, which may need the same files: %s"
                      .formatted(name, e.getMessage()),
                  e);
            }
          }
        });
    return found;
  }

  private Known known(SparkSession spark, Catalog catalog, TableName name, String runId) {
    known.keySet().removeIf(old -> !old.startsWith(runId + "/"));
    // Whoever comes second waits for the first one's lookup.
    return known.compute(
        runId + "/" + name.catalog(),
        (key, old) ->
            old != null && Instant.now().isBefore(old.at.plus(LASTS))
                ? old
                : lookUp(spark, catalog, name, old));
  }

  private static Known lookUp(SparkSession spark, Catalog catalog, TableName own, Known earlier) {
    Map<TableIdentifier, Place> places = new ConcurrentHashMap<>();
    Map<TableIdentifier, RuntimeException> unreadable = new ConcurrentHashMap<>();
    Instant now = Instant.now();
    Tasks.foreach(tables(spark, own, unreadable))
        .executeWith(DriverReads.POOL)
        .stopOnFailure()
        .throwFailureWhenFinished()
        .run(
            name -> {
              Place place = earlier == null ? null : earlier.places.get(name);
              if (place != null) {
                places.put(name, place);
                return;
              }
              try {
                load(catalog, name).ifPresent(table -> places.put(name, Place.of(table)));
              } catch (RuntimeException e) {
                unreadable.put(name, e);
              }
            });
    return new Known(places, unreadable, now);
  }

  private static List<TableIdentifier> tables(
      SparkSession spark, TableName own, Map<TableIdentifier, RuntimeException> unreadable) {
    CatalogPlugin catalog = spark.sessionState().catalogManager().catalog(own.catalog());
    if (!(catalog instanceof SupportsNamespaces namespaces
        && catalog instanceof TableCatalog tables)) {
      throw new UserException(
          "The catalog %s does not list its tables, so that it is not known which share a location"
              .formatted(own.catalog()));
    }
    List<TableIdentifier> found = new ArrayList<>();
    try {
      for (String[] namespace : top(namespaces, own, unreadable)) {
        add(namespaces, tables, namespace, found, unreadable);
      }
    } catch (NoSuchNamespaceException e) {
      throw new UserException(
          "A namespace of %s went away while its tables were listed; run again"
              .formatted(own.catalog()),
          e);
    }
    return found;
  }

  /** All namespaces, or at least the table's own if others may not be seen. */
  private static String[][] top(
      SupportsNamespaces namespaces,
      TableName own,
      Map<TableIdentifier, RuntimeException> unreadable)
      throws NoSuchNamespaceException {
    try {
      return namespaces.listNamespaces();
    } catch (RuntimeException e) {
      passOver(Namespace.empty(), unreadable, e);
      return new String[][] {own.identifier().namespace().levels()};
    }
  }

  private static void passOver(
      Namespace namespace,
      Map<TableIdentifier, RuntimeException> unreadable,
      RuntimeException failure) {
    if (!Missing.isDenied(failure)) {
      throw failure;
    }
    unreadable.put(TableIdentifier.of(namespace, "*"), failure);
  }

  private static void add(
      SupportsNamespaces namespaces,
      TableCatalog tables,
      String[] namespace,
      List<TableIdentifier> found,
      Map<TableIdentifier, RuntimeException> unreadable)
      throws NoSuchNamespaceException {
    String[][] children;
    try {
      for (Identifier name : tables.listTables(namespace)) {
        found.add(TableIdentifier.of(Namespace.of(name.namespace()), name.name()));
      }
      children = namespaces.listNamespaces(namespace);
    } catch (RuntimeException e) {
      passOver(Namespace.of(namespace), unreadable, e);
      return;
    }
    for (String[] below : children) {
      add(namespaces, tables, below, found, unreadable);
    }
  }

  private static Optional<Table> load(Catalog catalog, TableIdentifier name) {
    try {
      Table table = catalog.loadTable(name);
      table.refresh();
      return Optional.of(table);
    } catch (NoSuchTableException e) {
      return Optional.empty();
    }
  }
}

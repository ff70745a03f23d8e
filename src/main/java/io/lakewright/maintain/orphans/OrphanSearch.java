package io.lakewright.maintain.orphans;

import io.lakewright.UserException;
import io.lakewright.maintain.TableContext;
import io.lakewright.maintain.archive.ArchiveRecord;
import io.lakewright.maintain.reach.CatalogTables;
import io.lakewright.maintain.reach.Locations;
import io.lakewright.maintain.reach.Quarantine;
import io.lakewright.maintain.reach.SnapshotLists;
import io.lakewright.maintain.s3.S3Access;
import io.lakewright.maintain.s3.SharedLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.util.PropertyUtil;

/** Looks for the orphans of a table, and says where that is not safe. */
final class OrphanSearch {
  private final List<Quarantine> quarantines;
  private final CatalogTables tables;
  private final int localFiles;

  OrphanSearch(List<Quarantine> quarantines, CatalogTables tables, int localFiles) {
    this.quarantines = List.copyOf(quarantines);
    this.tables = tables;
    this.localFiles = localFiles;
  }

  /** Why none may be looked for. */
  Optional<String> refusal(TableContext context) {
    Table table = context.table();
    if (!PropertyUtil.propertyAsBoolean(
        table.properties(), TableProperties.GC_ENABLED, TableProperties.GC_ENABLED_DEFAULT)) {
      return Optional.of("gc.enabled is false: removing files could break other tables");
    }
    if (isNessie(context)) {
      return Optional.of("Nessie keeps other versions of the table, which need files too");
    }
    if (S3Access.of(table.io()).filter(access -> !access.accessPoints().isEmpty()).isPresent()) {
      return Optional.of(
          "buckets are mapped to access points: a listing names other buckets than the table does");
    }
    if (context.settings().get(OrphansStep.MIN_AGE).compareTo(Duration.ofDays(1)) < 0
        && !context.settings().get(OrphansStep.FORCE_AGE)) {
      return Optional.of("min-age is below one day; give --force-age if no writer is at work");
    }
    for (String root : Locations.roots(table)) {
      if (Locations.folderKey(root).equals("/")) {
        return Optional.of("the table's folder %s is a whole bucket or disk".formatted(root));
      }
    }
    if (context.settings().get(OrphansStep.ACTION) == OrphansStep.Action.DELETE
        && !ArchiveRecord.of(table).isEmpty()) {
      return Optional.of(
          "the table has archives, and no snapshot knows their files: choose the action quarantine");
    }
    Optional<String> waiting = SharedLocation.waiting(table);
    if (waiting.isPresent()) {
      return waiting;
    }
    Optional<String> unreadable = SnapshotLists.unreadable(table);
    if (unreadable.isPresent()) {
      return unreadable;
    }
    if (context.settings().get(OrphansStep.ACTION) == OrphansStep.Action.QUARANTINE
        && quarantine(context).isEmpty()) {
      return Optional.of(
          "there is no quarantine on the storage of %s: give retired objects a tag in the policy, or choose the action delete"
              .formatted(table.location()));
    }
    try {
      tables.overlapping(context);
      return Optional.empty();
    } catch (UserException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static boolean isNessie(TableContext context) {
    String prefix = "spark.sql.catalog." + context.name().catalog();
    return context
            .spark()
            .conf()
            .get(prefix + ".catalog-impl", "")
            .toLowerCase(Locale.ROOT)
            .contains("nessie")
        || context.spark().conf().get(prefix + ".type", "").equalsIgnoreCase("nessie");
  }

  /** The quarantine for the table's storage. */
  Optional<Quarantine> quarantine(TableContext context) {
    return quarantines.stream().filter(one -> one.supports(context)).findFirst();
  }

  /** Without those that are retired already. */
  Candidates find(TableContext context) {
    List<Table> needing = new ArrayList<>();
    needing.add(context.table());
    List<String> nested = new ArrayList<>();
    List<String> own = Locations.roots(context.table()).stream().map(Locations::folderKey).toList();
    for (Table other : tables.overlapping(context)) {
      List<String> roots = Locations.roots(other).stream().map(Locations::folderKey).toList();
      nested.addAll(
          roots.stream()
              .filter(root -> own.stream().noneMatch(mine -> mine.startsWith(root)))
              .toList());
      needing.add(other);
    }
    Map<String, OrphanRule> rules = rules(context, nested);
    Candidates found = Candidates.find(context, needing, rules, localFiles);
    Optional<Quarantine> quarantine = quarantine(context);
    if (found.measure().files() == 0 || quarantine.isEmpty()) {
      return found;
    }
    return found.without(quarantine.get().fresh(context, found.files()));
  }

  /** One for each folder of the table that does not lie within another one of it. */
  private static Map<String, OrphanRule> rules(TableContext context, List<String> nested) {
    long olderThan =
        context.now().minus(context.settings().get(OrphansStep.MIN_AGE)).toEpochMilli();
    Map<String, OrphanRule> rules = new LinkedHashMap<>();
    for (String root : Locations.roots(context.table())) {
      String key = Locations.folderKey(root);
      boolean covered = rules.values().stream().anyMatch(other -> key.startsWith(other.root()));
      if (!covered) {
        rules.put(root, new OrphanRule(olderThan, key, nested));
      }
    }
    return rules;
  }
}

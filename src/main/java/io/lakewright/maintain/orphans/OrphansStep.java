package io.lakewright.maintain.orphans;

import io.lakewright.job.Human;
import io.lakewright.maintain.Assessment;
import io.lakewright.maintain.Effort;
import io.lakewright.maintain.Gain;
import io.lakewright.maintain.Measure;
import io.lakewright.maintain.Outcome;
import io.lakewright.maintain.Requests;
import io.lakewright.maintain.Setting;
import io.lakewright.maintain.Step;
import io.lakewright.maintain.StepName;
import io.lakewright.maintain.TableContext;
import io.lakewright.maintain.archive.ArchiveRecord;
import io.lakewright.maintain.reach.CatalogTables;
import io.lakewright.maintain.reach.FileRemoval;
import io.lakewright.maintain.reach.FileRows;
import io.lakewright.maintain.reach.Locations;
import io.lakewright.maintain.reach.Quarantine;
import io.lakewright.maintain.reach.RetiredFiles;
import io.lakewright.maintain.s3.S3Access;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.util.PropertyUtil;

/** Finds files that nothing needs, and sets them aside or deletes them when told to. */
public final class OrphansStep implements Step {
  /** What is done with orphans. */
  enum Action {
    REPORT,
    QUARANTINE,
    DELETE;

    static Action parse(String text) {
      return Arrays.stream(values())
          .filter(action -> action.toString().equals(text.strip()))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "must be quarantine, delete or report, cannot be: " + text));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final Setting<Boolean> DRY_RUN =
      Setting.flag("dry-run", true, "orphans are only reported until this is false");
  static final Setting<Action> ACTION =
      new Setting<>(
          "action",
          "quarantine",
          "quarantine sets orphans aside: by a tag on S3, for a lifecycle rule to remove, in a"
              + " hidden folder on file systems; delete removes them",
          Action::parse);
  static final Setting<Duration> MIN_AGE =
      Setting.duration("min-age", "3d", "younger files may belong to a writer at work");
  static final Setting<Boolean> FORCE_AGE =
      Setting.flag("force-age", false, "whether min-age may be below one day");
  static final Setting<Double> MAX_SHARE =
      Setting.ratio(
          "max-share",
          0.5,
          "nothing is done when a larger share of at least 100 files would be orphans: then rather"
              + " something is wrong");

  private static final int CAUTION = 100;
  private static final int EXAMPLES = 5;

  private final RetiredFiles retired;
  private final List<Quarantine> quarantines;
  private final CatalogTables tables;
  private final int localFiles;

  /**
   * @param retired told of every file that was deleted
   * @param quarantines of which the first that supports a table's storage is taken
   * @param tables knows tables that share a location
   */
  public OrphansStep(RetiredFiles retired, List<Quarantine> quarantines, CatalogTables tables) {
    this(retired, quarantines, tables, Candidates.LOCAL_FILES);
  }

  OrphansStep(
      RetiredFiles retired, List<Quarantine> quarantines, CatalogTables tables, int localFiles) {
    this.retired = retired;
    this.quarantines = List.copyOf(quarantines);
    this.tables = tables;
    this.localFiles = localFiles;
  }

  @Override
  public StepName name() {
    return StepName.ORPHANS;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(DRY_RUN, ACTION, MIN_AGE, FORCE_AGE, MAX_SHARE, FolderQuarantine.KEEP);
  }

  @Override
  public Assessment assess(TableContext context) {
    Optional<String> refusal = refusal(context);
    if (refusal.isPresent()) {
      return Assessment.refused(name(), refusal.get(), Measure.NONE);
    }
    try (Candidates found = find(context)) {
      Measure orphans = found.measure();
      String state =
          orphans.files() == 0
              ? "no orphans older than %s".formatted(age(context))
              : "%,d orphans (%s) older than %s"
                  .formatted(orphans.files(), Human.bytes(orphans.bytes()), age(context));
      if (orphans.files() == 0) {
        return Assessment.notNeeded(name(), state, orphans);
      }
      List<String> examples =
          found.files().select(FileRows.PATH).limit(EXAMPLES).collectAsList().stream()
              .map(row -> row.getString(0))
              .toList();
      if (isSuspicious(context, found)) {
        return Assessment.refused(
                name(),
                state
                    + ", of %,d files in all: more than max-share allows".formatted(found.listed()),
                orphans)
            .withDetails(examples);
      }
      if (isReportOnly(context)) {
        return Assessment.notNeeded(
                name(), state + "; reported only, since orphans.dry-run is true", orphans)
            .withDetails(examples);
      }
      return Assessment.due(
              name(),
              state,
              orphans,
              Measure.NONE,
              Effort.of(new Requests(2 * orphans.files(), orphans.files(), orphans.files())),
              Gain.freeing(orphans.bytes()),
              null)
          .withDetails(examples);
    }
  }

  private static boolean isReportOnly(TableContext context) {
    return context.settings().get(DRY_RUN) || context.settings().get(ACTION) == Action.REPORT;
  }

  private static boolean isSuspicious(TableContext context, Candidates found) {
    return found.listed() >= CAUTION
        && found.measure().files() > context.settings().get(MAX_SHARE) * found.listed();
  }

  private static String age(TableContext context) {
    Duration age = context.settings().get(MIN_AGE);
    return age.toDays() > 0 ? age.toDays() + " days" : Human.seconds((double) age.toSeconds());
  }

  private Optional<String> refusal(TableContext context) {
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
    if (context.settings().get(MIN_AGE).compareTo(Duration.ofDays(1)) < 0
        && !context.settings().get(FORCE_AGE)) {
      return Optional.of("min-age is below one day; give --force-age if no writer is at work");
    }
    for (String root : Locations.roots(table)) {
      if (Locations.folderKey(root).equals("/")) {
        return Optional.of("the table's folder %s is a whole bucket or disk".formatted(root));
      }
    }
    if (context.settings().get(ACTION) == Action.DELETE && !ArchiveRecord.of(table).isEmpty()) {
      return Optional.of(
          "the table has archives, and no snapshot knows their files: choose the action quarantine");
    }
    boolean noQuarantine = quarantine(context).isEmpty();
    return context.settings().get(ACTION) == Action.QUARANTINE && noQuarantine
        ? Optional.of(
            "there is no quarantine on the storage of %s: give retired objects a tag in the policy, or choose the action delete"
                .formatted(table.location()))
        : Optional.empty();
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

  private Optional<Quarantine> quarantine(TableContext context) {
    return quarantines.stream().filter(one -> one.supports(context)).findFirst();
  }

  /** Without those that are retired already. */
  private Candidates find(TableContext context) {
    List<Table> needing = new ArrayList<>();
    needing.add(context.table());
    List<String> nested = new ArrayList<>();
    List<String> own = Locations.roots(context.table()).stream().map(Locations::folderKey).toList();
    for (Table other : tables.sharing(context)) {
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
    long olderThan = context.now().minus(context.settings().get(MIN_AGE)).toEpochMilli();
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

  @Override
  public Outcome run(TableContext context, Assessment assessment) {
    if (isReportOnly(context)) {
      return Outcome.skipped(assessment);
    }
    context.table().refresh();
    Optional<Quarantine> quarantine = quarantine(context);
    // Looked for anew: what a writer has committed since the plan is no orphan.
    try (Candidates found = find(context)) {
      Measure orphans = found.measure();
      if (orphans.files() == 0 || isSuspicious(context, found)) {
        return Outcome.skipped(assessment);
      }
      boolean delete = context.settings().get(ACTION) == Action.DELETE;
      long done;
      if (delete) {
        done = FileRemoval.of(context.spark(), context.table(), found.files()).files();
        retired.retired(context, found.files());
      } else {
        done = quarantine.orElseThrow().setAside(context, found.files());
        quarantine.orElseThrow().purge(context);
      }
      long left = orphans.files() - done;
      return new Outcome(
          name(),
          left == 0 ? Outcome.Status.DONE : Outcome.Status.PARTIAL,
          "%,d orphans (%s) %s"
              .formatted(
                  done,
                  Human.bytes(orphans.bytes()),
                  delete ? "deleted" : "set aside: " + quarantine.orElseThrow().description()),
          orphans,
          new Measure(left, left == 0 ? 0 : orphans.bytes()),
          Effort.of(delete ? new Requests(0, 0, done) : new Requests(done, done, 0)),
          left == 0
              ? List.of()
              : List.of("%,d files could not be removed; run again".formatted(left)));
    }
  }
}

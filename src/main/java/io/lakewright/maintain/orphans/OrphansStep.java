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
import io.lakewright.maintain.reach.CatalogTables;
import io.lakewright.maintain.reach.FileRemoval;
import io.lakewright.maintain.reach.FileRows;
import io.lakewright.maintain.reach.Locations;
import io.lakewright.maintain.reach.Quarantine;
import io.lakewright.maintain.reach.RetiredFiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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

  /** Also an option of the command line. */
  public static final Setting<Boolean> FORCE_AGE =
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
  private final OrphanSearch search;

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
    this.search = new OrphanSearch(quarantines, tables, localFiles);
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
    Optional<String> refusal = search.refusal(context);
    if (refusal.isPresent()) {
      return Assessment.refused(name(), refusal.get(), Measure.NONE);
    }
    try (Candidates found = search.find(context)) {
      Measure orphans = found.measure();
      String state =
          orphans.files() == 0
              ? "no orphans older than %s".formatted(age(context))
              : "%,d orphans (%s) older than %s"
                  .formatted(orphans.files(), Human.bytes(orphans.bytes()), age(context));
      List<String> details =
          new ArrayList<>(
              found.files().select(FileRows.PATH).limit(EXAMPLES).collectAsList().stream()
                  .map(row -> row.getString(0))
                  .toList());
      details.addAll(skipped(found));
      Optional<String> doubt = doubt(context, found);
      if (doubt.isPresent()) {
        return Assessment.refused(name(), state + doubt.get(), orphans).withDetails(details);
      }
      boolean purge = hasExpired(context);
      if (orphans.files() == 0 && !purge) {
        return Assessment.notNeeded(name(), state, orphans).withDetails(details);
      }
      if (isReportOnly(context)) {
        return Assessment.notNeeded(
                name(), state + "; reported only, since orphans.dry-run is true", orphans)
            .withDetails(details);
      }
      return Assessment.due(
              name(),
              purge ? state + "; some have been in quarantine for long enough" : state,
              orphans,
              Measure.NONE,
              Effort.of(new Requests(2 * orphans.files(), orphans.files(), orphans.files())),
              Gain.freeing(orphans.bytes()),
              null)
          .withDetails(details);
    }
  }

  private boolean hasExpired(TableContext context) {
    return !isReportOnly(context)
        && search.quarantine(context).filter(one -> one.hasExpired(context)).isPresent();
  }

  /** What makes it doubtful that these are orphans. */
  private static Optional<String> doubt(TableContext context, Candidates found) {
    for (String root : Locations.roots(context.table())) {
      String format = found.foreign().get(Locations.folderKey(root));
      if (format != null) {
        return Optional.of("; but the folder %s is %s too".formatted(root, format));
      }
    }
    return found.listed() >= CAUTION
            && found.measure().files() > context.settings().get(MAX_SHARE) * found.listed()
        ? Optional.of(", of %,d files in all: more than max-share allows".formatted(found.listed()))
        : Optional.empty();
  }

  private static List<String> skipped(Candidates found) {
    List<String> lines = new ArrayList<>();
    found.foreign().entrySet().stream()
        .limit(EXAMPLES)
        .forEach(one -> lines.add("skipped: %s is %s".formatted(one.getKey(), one.getValue())));
    if (found.foreign().size() > EXAMPLES) {
      lines.add("skipped: %,d more such folders".formatted(found.foreign().size() - EXAMPLES));
    }
    return lines;
  }

  private static boolean isReportOnly(TableContext context) {
    return context.settings().get(DRY_RUN) || context.settings().get(ACTION) == Action.REPORT;
  }

  private static String age(TableContext context) {
    Duration age = context.settings().get(MIN_AGE);
    return age.toDays() > 0 ? age.toDays() + " days" : Human.seconds((double) age.toSeconds());
  }

  @Override
  public Outcome run(TableContext context, Assessment assessment) {
    if (isReportOnly(context)) {
      return Outcome.skipped(assessment);
    }
    context.table().refresh();
    Optional<Quarantine> quarantine = search.quarantine(context);
    // Looked for anew: what a writer has committed since the plan is no orphan.
    try (Candidates found = search.find(context)) {
      if (doubt(context, found).isPresent()) {
        return Outcome.skipped(assessment);
      }
      boolean delete = context.settings().get(ACTION) == Action.DELETE;
      long done = found.measure().files() == 0 ? 0 : remove(context, found, quarantine, delete);
      quarantine.ifPresent(one -> one.purge(context));
      return outcome(
          found.measure(),
          done,
          delete ? "deleted" : "set aside: " + quarantine.orElseThrow().description(),
          delete);
    }
  }

  private long remove(
      TableContext context, Candidates found, Optional<Quarantine> quarantine, boolean delete) {
    if (!delete) {
      return quarantine.orElseThrow().setAside(context, found.files());
    }
    long files = FileRemoval.of(context.spark(), context.table(), found.files()).files();
    retired.retired(context, found.files());
    return files;
  }

  private Outcome outcome(Measure orphans, long done, String what, boolean delete) {
    long left = orphans.files() - done;
    return new Outcome(
        name(),
        left == 0 ? Outcome.Status.DONE : Outcome.Status.PARTIAL,
        "%,d orphans (%s) %s".formatted(done, Human.bytes(orphans.bytes()), what),
        orphans,
        new Measure(left, left == 0 ? 0 : orphans.bytes()),
        Effort.of(delete ? new Requests(0, 0, done) : new Requests(done, done, 0)),
        left == 0
            ? List.of()
            : List.of("%,d files could not be removed; run again".formatted(left)));
  }
}

package io.lakewright.maintain.tags;

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
import io.lakewright.maintain.s3.ObjectReport;
import io.lakewright.maintain.s3.RetiredMarks;
import io.lakewright.maintain.s3.S3Access;
import io.lakewright.maintain.s3.SharedLocation;
import io.lakewright.maintain.s3.TagText;
import io.lakewright.maintain.s3.UnfinishedRetirements;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.util.PropertyUtil;

/**
 * Brings the tags of a table's objects in line, and so proves that what was retired is marked.
 *
 * <p>Iceberg tags what it removes once, and only logs when that fails; with {@code
 * s3.delete-enabled=false} such an object would stay for ever. Other engines write no tags at all.
 */
public final class ObjectTagsStep implements Step {
  static final Setting<Map<String, String>> WRITE_TAGS =
      TagText.setting(
          "write-tags", "tags of live objects; empty for s3.write.tags.* of the catalog");
  static final Setting<Map<String, String>> DELETE_TAGS =
      TagText.setting(
          "delete-tags", "tags of retired objects; empty for s3.delete.tags.* of the catalog");

  private final CatalogTables tables;

  /**
   * @param tables knows tables that may need the same objects
   */
  public ObjectTagsStep(CatalogTables tables) {
    this.tables = tables;
  }

  @Override
  public StepName name() {
    return StepName.OBJECT_TAGS;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(WRITE_TAGS, DELETE_TAGS);
  }

  @Override
  public Assessment assess(TableContext table) {
    Optional<S3Access> access = S3Access.of(table.table());
    if (access.isEmpty()) {
      return notOnS3(table);
    }
    TagPolicy policy = TagPolicy.of(table, access.get());
    if (policy.leaks()) {
      return Assessment.refused(
          name(),
          "The catalog has s3.delete-enabled=false and no s3.delete.tags.*: removed files stay for ever and nothing marks them. Set such a tag, or delete-tags in the policy",
          Measure.NONE);
    }
    if (policy.isEmpty()) {
      return Assessment.notNeeded(
          name(), "Neither the catalog nor the policy has tags for objects", Measure.NONE);
    }
    if (policy.write().entrySet().containsAll(policy.delete().entrySet())
        && !policy.delete().isEmpty()) {
      return Assessment.refused(
          name(), "Live and retired objects would carry the same tags", Measure.NONE);
    }
    Optional<String> waiting = SharedLocation.waiting(table.table());
    if (waiting.isPresent()) {
      return Assessment.refused(name(), waiting.get(), Measure.NONE);
    }
    Verified now = Verified.now(table.table(), policy);
    Optional<Verified> last = Verified.of(table.table());
    List<String> details = policy.missingInCatalog(table.name().catalog());
    if (last.filter(verified -> verified.covers(now)).isPresent()
        && UnfinishedRetirements.of(table.table()).isEmpty()) {
      return Assessment.notNeeded(
              name(), "No object has come or gone since the last check", Measure.NONE)
          .withDetails(details);
    }
    boolean first = last.filter(verified -> verified.checked(now)).isEmpty();
    Measure objects = objects(table, first);
    String reason =
        first
            ? "The tags of about %s objects have never been checked"
            : "About %s objects have come since the last check";
    return Assessment.due(
            name(),
            reason.formatted(Human.count(objects.files())),
            objects,
            Measure.NONE,
            Effort.of(
                new Requests(objects.files(), policy.write().isEmpty() ? 0 : objects.files(), 0)),
            Gain.NONE,
            null)
        .withDetails(details);
  }

  private Assessment notOnS3(TableContext table) {
    String location = table.table().location();
    return location.startsWith("s3")
        ? Assessment.refused(
            name(),
            "Its files are read through %s. Set spark.sql.catalog.%s.io-impl=org.apache.iceberg.aws.s3.S3FileIO"
                .formatted(table.table().io().getClass().getSimpleName(), table.name().catalog()),
            Measure.NONE)
        : Assessment.notNeeded(name(), "Its files are not on S3", Measure.NONE);
  }

  /** From summaries alone: manifests and their lists are counted as three for each snapshot. */
  private static Measure objects(TableContext table, boolean all) {
    long since = all ? 0 : checkedUntil(table);
    long files =
        all ? table.facts().totals().dataFiles() + table.facts().totals().deleteFiles() : 0;
    for (Snapshot snapshot : table.table().snapshots()) {
      if (snapshot.timestampMillis() > since) {
        files += 3;
        if (!all && snapshot.summary() != null) {
          files +=
              PropertyUtil.propertyAsLong(snapshot.summary(), SnapshotSummary.ADDED_FILES_PROP, 0)
                  + PropertyUtil.propertyAsLong(
                      snapshot.summary(), SnapshotSummary.ADDED_DELETE_FILES_PROP, 0);
        }
      }
    }
    return new Measure(files, 0);
  }

  private static long checkedUntil(TableContext table) {
    return Verified.of(table.table())
        .map(verified -> Long.parseLong(verified.state().split("-", 2)[0]))
        .orElse(0L);
  }

  @Override
  public Outcome run(TableContext table, Assessment assessment) {
    if (!assessment.isDue()) {
      return Outcome.skipped(assessment);
    }
    TagPolicy policy = TagPolicy.of(table, S3Access.of(table.table()).orElseThrow());
    table.table().refresh();
    RetiredMarks.note(table.table(), policy.access(), policy.delete());
    Verified now = Verified.now(table.table(), policy);
    TagWork work = new TagWork(table, policy, tables);
    ObjectReport live = work.live();
    ObjectReport retired = policy.marksRetired() ? work.retired() : ObjectReport.NONE;
    List<String> errors = new ArrayList<>();
    tell(errors, live.gone(), "live objects do not exist, the table is damaged");
    tell(errors, live.failed(), "live objects could not be checked or tagged");
    tell(errors, retired.failed(), "retired objects could not be tagged; the next run tries again");
    errors.addAll(live.failures());
    if (retired.failed() > 0) {
      errors.addAll(retired.failures());
    }
    boolean done = live.failed() == 0 && retired.failed() == 0;
    if (done) {
      now.store(table.table());
    }
    return new Outcome(
        name(),
        done && errors.isEmpty() ? Outcome.Status.DONE : Outcome.Status.PARTIAL,
        "%s live and %s retired objects checked, %s and %s of them brought in line"
                .formatted(
                    Human.count(live.objects()),
                    Human.count(retired.objects() - retired.gone()),
                    Human.count(live.changed()),
                    Human.count(retired.changed()))
            + (work.archived() == 0
                ? ""
                : "; %s lists are in a Glacier class, and what only they name was not looked at"
                    .formatted(Human.count(work.archived()))),
        new Measure(live.changed() + retired.changed(), 0),
        new Measure(live.failed() + retired.failed(), 0),
        Effort.of(live.requests().plus(retired.requests())),
        errors);
  }

  private static void tell(List<String> errors, long number, String what) {
    if (number > 0) {
      errors.add(Human.count(number) + " " + what);
    }
  }
}

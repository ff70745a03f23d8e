package io.lakewright.maintain.expiry;

import io.lakewright.UserException;
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
import io.lakewright.maintain.reach.RetiredFiles;
import io.lakewright.maintain.reach.SnapshotLists;
import io.lakewright.maintain.s3.S3Access;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.util.PropertyUtil;

/** Expires snapshots by age and number, and removes what only they needed. */
public final class ExpiryStep implements Step {
  static final Setting<Duration> MAX_AGE =
      Setting.duration(
          "max-age",
          "5d",
          "older snapshots go; unless a policy says so, the table's"
              + " history.expire.max-snapshot-age-ms counts");
  static final Setting<Long> KEEP =
      Setting.number(
          "keep-snapshots",
          1,
          "so many of each branch stay in any case; unless a policy says so, the table's"
              + " history.expire.min-snapshots-to-keep counts");
  static final Setting<Long> MIN_SNAPSHOTS =
      Setting.number(
          "min-snapshots", 1, "nothing is done before so many snapshots are beyond retention");
  static final Setting<Boolean> CLEAN =
      Setting.flag(
          "clean-metadata", true, "whether schemas and partition specs no longer used go too");
  static final Setting<Boolean> METADATA_FILES =
      Setting.flag(
          "metadata-files",
          true,
          "whether metadata.json files go that are older than max-age and no longer in the table's"
              + " log");

  private static final int EXAMPLES = 10;

  private final RetiredFiles retired;
  private final CatalogTables tables;

  /**
   * @param retired told of every file that was removed
   * @param tables knows tables that share a location
   */
  public ExpiryStep(RetiredFiles retired, CatalogTables tables) {
    this.retired = retired;
    this.tables = tables;
  }

  @Override
  public StepName name() {
    return StepName.EXPIRY;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(MAX_AGE, KEEP, MIN_SNAPSHOTS, CLEAN, METADATA_FILES);
  }

  static Duration maxAge(TableContext context) {
    String property = TableProperties.MAX_SNAPSHOT_AGE_MS;
    Map<String, String> properties = context.table().properties();
    return !context.settings().values().containsKey(MAX_AGE.key())
            && properties.containsKey(property)
        ? Duration.ofMillis(PropertyUtil.propertyAsLong(properties, property, 0))
        : context.settings().get(MAX_AGE);
  }

  static int keep(TableContext context) {
    String property = TableProperties.MIN_SNAPSHOTS_TO_KEEP;
    Map<String, String> properties = context.table().properties();
    long keep =
        !context.settings().values().containsKey(KEEP.key()) && properties.containsKey(property)
            ? PropertyUtil.propertyAsLong(properties, property, 1)
            : context.settings().get(KEEP);
    if (keep < 1) {
      throw new IllegalArgumentException(
          "Number of snapshots to keep must be at least 1, cannot be: " + keep);
    }
    return (int) Math.min(Integer.MAX_VALUE, keep);
  }

  @Override
  public Assessment assess(TableContext context) {
    Table table = context.table();
    long count = count(table);
    if (!PropertyUtil.propertyAsBoolean(
        table.properties(), TableProperties.GC_ENABLED, TableProperties.GC_ENABLED_DEFAULT)) {
      return Assessment.refused(
          name(),
          "gc.enabled is false: removing files could break other tables that share them",
          new Measure(count, 0));
    }
    if (!ArchiveRecord.of(table).isEmpty()
        && S3Access.of(table).filter(S3Access::deletes).isPresent()) {
      return Assessment.refused(
          name(),
          "the table has archives, which need what expires: give the catalog s3.delete.tags.* and"
              + " s3.delete-enabled=false, as --delete-tags does",
          new Measure(count, 0));
    }
    Optional<String> unreadable = SnapshotLists.unreadable(table);
    if (unreadable.isPresent()) {
      return Assessment.refused(name(), unreadable.get(), new Measure(count, 0));
    }
    Duration maxAge = maxAge(context);
    Retention retention = Retention.of(table, maxAge, keep(context), context.now());
    OldMetadata metadata = oldMetadata(context, maxAge);
    long oldFiles = metadata.isDue(context) ? metadata.count() : 0;
    Measure before = new Measure(count, 0);
    String state =
        "%,d of %,d snapshots are beyond the retention of %s"
            .formatted(retention.expired().size(), count, text(maxAge));
    if (oldFiles > 0) {
      state += ", %,d old metadata files are left".formatted(oldFiles);
    }
    if (!retention.pinned().isEmpty()) {
      state += ", %,d branches and tags hold older ones".formatted(retention.pinned().size());
    }
    boolean due =
        retention.expired().size() >= Math.max(1, context.settings().get(MIN_SNAPSHOTS))
            || !retention.expiredRefs().isEmpty()
            || oldFiles > 0;
    List<String> details = new ArrayList<>();
    retention.expiredRefs().stream()
        .limit(EXAMPLES)
        .forEach(ref -> details.add(ref + " is older than its own retention and goes"));
    details.addAll(Pins.describe(context, retention));
    if (!due) {
      return Assessment.notNeeded(name(), state, before).withDetails(details);
    }
    long freed = freed(retention.expired());
    if (freed > 0) {
      state += ", up to %s go with them".formatted(Human.bytes(freed));
    }
    try {
      details.addAll(sharing(tables.sharingFiles(context)));
    } catch (UserException e) {
      return Assessment.refused(name(), e.getMessage(), before).withDetails(details);
    }
    return Assessment.due(
            name(),
            state,
            before,
            new Measure(retention.kept().size(), 0),
            Effort.of(new Requests(count, 2, removals(retention.expired()) + oldFiles)),
            Gain.freeing(freed),
            null)
        .withDetails(details);
  }

  private static List<String> sharing(List<Table> others) {
    return others.isEmpty()
        ? List.of()
        : List.of(
            "may share files with %s: what these need stays"
                .formatted(
                    others.stream()
                        .limit(EXAMPLES)
                        .map(Table::name)
                        .collect(Collectors.joining(", "))));
  }

  private static long count(Table table) {
    long count = 0;
    for (Snapshot ignored : table.snapshots()) {
      count++;
    }
    return count;
  }

  /** Files that the expired snapshots' writers say they have replaced. */
  private static long removals(List<Snapshot> expired) {
    long files = 2L * expired.size();
    for (Snapshot snapshot : expired) {
      files += number(snapshot, SnapshotSummary.DELETED_FILES_PROP);
    }
    return files;
  }

  private static long freed(List<Snapshot> expired) {
    long bytes = 0;
    for (Snapshot snapshot : expired) {
      bytes += number(snapshot, SnapshotSummary.REMOVED_FILE_SIZE_PROP);
    }
    return bytes;
  }

  private static long number(Snapshot snapshot, String key) {
    String value = snapshot.summary() == null ? null : snapshot.summary().get(key);
    return value != null && value.matches("\\d{1,18}") ? Long.parseLong(value) : 0;
  }

  private OldMetadata oldMetadata(TableContext context, Duration maxAge) {
    return context.settings().get(METADATA_FILES)
        ? OldMetadata.of(context, tables, context.now().minus(maxAge))
        : OldMetadata.NONE;
  }

  /** How many snapshots stay, if any goes; not which, since nobody has room for them meanwhile. */
  private static OptionalInt kept(TableContext context, Duration maxAge) {
    Retention planned = Retention.of(context.table(), maxAge, keep(context), context.now());
    return planned.expired().isEmpty() && planned.expiredRefs().isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(planned.kept().size());
  }

  private long removeMetadata(TableContext context, Duration maxAge) {
    OldMetadata old = oldMetadata(context, maxAge);
    return old.isDue(context) ? old.remove(context, retired) : 0;
  }

  private static String text(Duration duration) {
    return duration.toDays() > 0 && duration.equals(Duration.ofDays(duration.toDays()))
        ? duration.toDays() + " days"
        : Human.seconds((double) duration.toSeconds());
  }

  @Override
  public Outcome run(TableContext context, Assessment assessment) {
    Table table = context.table();
    table.refresh();
    Duration maxAge = maxAge(context);
    Instant olderThan = context.now().minus(maxAge);
    OptionalInt kept = kept(context, maxAge);
    Expiration expiration = Expiration.NOTHING;
    if (kept.isPresent()) {
      // Asked first: while it is not known what others need nothing may go.
      List<Table> sharing = tables.sharingFiles(context);
      expiration =
          Expiration.run(context, kept.getAsInt(), olderThan, keep(context), sharing, retired);
    }
    long metadataFiles = context.hasTime() ? removeMetadata(context.refreshed(), maxAge) : 0;
    long left = assessment.before().files() - expiration.snapshots();
    List<String> errors =
        expiration.removal().failed() == 0
            ? List.of()
            : List.of(
                "%,d files could not be removed and are orphans now"
                    .formatted(expiration.removal().failed()));
    return new Outcome(
        name(),
        errors.isEmpty() ? Outcome.Status.DONE : Outcome.Status.PARTIAL,
        "%,d snapshots expired, %,d files (%s) and %,d old metadata files removed"
            .formatted(
                expiration.snapshots(),
                expiration.removal().files(),
                Human.bytes(expiration.removal().bytes()),
                metadataFiles),
        assessment.before(),
        new Measure(left, 0),
        Effort.of(
            new Requests(
                assessment.before().files(), 3, expiration.removal().files() + metadataFiles)),
        errors);
  }
}

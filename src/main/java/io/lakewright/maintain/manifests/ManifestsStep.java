package io.lakewright.maintain.manifests;

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
import io.lakewright.maintain.facts.ManifestFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.actions.RewriteManifests;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.iceberg.util.PropertyUtil;
import org.apache.iceberg.util.SnapshotUtil;

/** Rewrites manifests that are too many or not clustered by partition. */
public final class ManifestsStep implements Step {
  static final Setting<Long> MIN_COUNT =
      Setting.number("min-count", 30, "a table with fewer manifests is left alone");
  static final Setting<Long> MAX_RATIO =
      Setting.number(
          "max-count-ratio",
          4,
          "due with more manifests than this many times the number that their size asks for");
  static final Setting<Long> MAX_OVERLAP =
      Setting.number(
          "max-overlap",
          20,
          "due when a scan of one value of the first partition field opens more manifests than this"
              + " on average");

  /** In the summary of the snapshot that a rewrite makes. */
  private static final String MARK = "lakewright.manifests-rewritten";

  private static final int ATTEMPTS = 4;

  @Override
  public StepName name() {
    return StepName.MANIFESTS;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(MIN_COUNT, MAX_RATIO, MAX_OVERLAP);
  }

  @Override
  public Assessment assess(TableContext context) {
    ManifestFacts facts = context.facts().manifests();
    Measure before = new Measure(facts.count(), facts.bytes());
    long ideal = ideal(context.table(), facts);
    String state =
        "%,d manifests, %,d would do; a scan of one partition opens %.1f of them on average"
            .formatted(facts.count(), ideal, facts.overlap());
    if (facts.count() < Math.max(2, context.settings().get(MIN_COUNT))) {
      return Assessment.notNeeded(name(), state, before);
    }
    boolean tooMany = facts.count() > context.settings().get(MAX_RATIO) * ideal;
    boolean scattered = facts.overlap() > context.settings().get(MAX_OVERLAP);
    if (!tooMany && (!scattered || !hasNewManifests(context.table()))) {
      return Assessment.notNeeded(name(), state, before);
    }
    return Assessment.due(
        name(),
        state,
        before,
        new Measure(ideal, facts.bytes()),
        Effort.of(new Requests(2 * facts.count(), ideal + 2, 0)),
        Gain.fewerReads(facts.count() - ideal),
        null);
  }

  /** Data and delete manifests of each partition spec stay apart. */
  private static long ideal(Table table, ManifestFacts facts) {
    long target =
        PropertyUtil.propertyAsLong(
            table.properties(),
            TableProperties.MANIFEST_TARGET_SIZE_BYTES,
            TableProperties.MANIFEST_TARGET_SIZE_BYTES_DEFAULT);
    long data = (facts.dataBytes() + target - 1) / target;
    long deletes = (facts.deleteBytes() + target - 1) / target;
    return Math.max(1, data + deletes + table.specs().size() - 1);
  }

  /**
   * Whether manifests were added since the last rewrite: what overlaps after a rewrite overlaps for
   * good, and must not be rewritten again and again.
   */
  private static boolean hasNewManifests(Table table) {
    Optional<Snapshot> last = Optional.empty();
    int newer = 0;
    for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
      if (snapshot.summary() != null && snapshot.summary().containsKey(MARK)) {
        last = Optional.of(snapshot);
        break;
      }
      newer++;
    }
    return last.isEmpty() || newer >= 10;
  }

  @Override
  public Outcome run(TableContext context, Assessment assessment) {
    Table table = context.table();
    long rewritten = 0;
    long added = 0;
    List<String> errors = new ArrayList<>();
    table.refresh();
    for (int spec : specs(table)) {
      if (!context.hasTime()) {
        errors.add("the time was up before partition spec %d".formatted(spec));
        break;
      }
      Optional<RewriteManifests.Result> result = rewrite(context, spec, errors);
      if (result.isPresent()) {
        rewritten += count(result.get().rewrittenManifests());
        added += count(result.get().addedManifests());
      }
    }
    Measure before = assessment.before();
    return new Outcome(
        name(),
        errors.isEmpty()
            ? Outcome.Status.DONE
            : rewritten > 0 ? Outcome.Status.PARTIAL : Outcome.Status.FAILED,
        "%,d manifests became %,d".formatted(rewritten, added),
        before,
        new Measure(before.files() - rewritten + added, before.bytes()),
        Effort.of(new Requests(2 * rewritten, added + 2, 0)),
        errors);
  }

  private static List<Integer> specs(Table table) {
    if (table.currentSnapshot() == null) {
      return List.of();
    }
    return table.currentSnapshot().allManifests(table.io()).stream()
        .map(ManifestFile::partitionSpecId)
        .distinct()
        .sorted()
        .toList();
  }

  /** Writers that replace a manifest meanwhile make the commit fail; then all is read anew. */
  private static Optional<RewriteManifests.Result> rewrite(
      TableContext context, int spec, List<String> errors) {
    for (int attempt = 1; ; attempt++) {
      try {
        context.table().refresh();
        return Optional.of(
            SparkActions.get(context.spark())
                .rewriteManifests(context.table())
                .specId(spec)
                .snapshotProperty(MARK, context.runId())
                .execute());
      } catch (ValidationException | CommitFailedException e) {
        if (attempt == ATTEMPTS) {
          errors.add("partition spec %d: %s".formatted(spec, e.getMessage()));
          return Optional.empty();
        }
      }
    }
  }

  private static long count(Iterable<ManifestFile> manifests) {
    long count = 0;
    for (ManifestFile ignored : manifests) {
      count++;
    }
    return count;
  }
}

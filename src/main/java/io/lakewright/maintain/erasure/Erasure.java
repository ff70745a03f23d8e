package io.lakewright.maintain.erasure;

import io.lakewright.UserException;
import io.lakewright.job.Progress;
import io.lakewright.maintain.Assessment;
import io.lakewright.maintain.StepSettings;
import io.lakewright.maintain.TableContext;
import io.lakewright.maintain.expiry.Expiration;
import io.lakewright.maintain.orphans.FolderQuarantine;
import io.lakewright.maintain.orphans.OrphansStep;
import io.lakewright.maintain.reach.CatalogTables;
import io.lakewright.maintain.reach.RetiredFiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateProperties;

/** One erasure from one table. */
final class Erasure {
  private static final String ARCHIVE = "lakewright.archive";
  private static final int ROUNDS = 10;

  private final TableContext context;
  private final Table table;
  private final RowCondition condition;
  private final ErasureOptions options;
  private final CatalogTables tables;
  private final Progress progress;
  private final ErasedRefs refs;
  private final List<String> remarks = new ArrayList<>();

  Erasure(
      TableContext context,
      RowCondition condition,
      ErasureOptions options,
      CatalogTables tables,
      Progress progress) {
    this.context = context;
    this.table = context.table();
    this.condition = condition;
    this.options = options;
    this.tables = tables;
    this.progress = progress;
    this.refs = new ErasedRefs(context, condition);
  }

  /** What there is to be erased; changes nothing. */
  ErasureResult preview() {
    RawScan found = scan("Looking for rows in", heads().values());
    return result(
        found.rows(),
        found.files().size(),
        refs.holding(found.files().keySet()),
        0,
        found,
        0,
        new PhysicalRemoval());
  }

  ErasureResult run() {
    refs.removeLeftovers();
    long rows = 0;
    Set<String> files = new HashSet<>();
    Set<String> holders = new TreeSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      RawScan found = scan("Looking for rows in", heads().values());
      rows += found.rows();
      files.addAll(found.files().keySet());
      List<String> holding = refs.holding(found.files().keySet());
      holders.addAll(holding);
      if (round == 0) {
        refuse(holding);
      }
      if (found.rows() == 0 && holding.isEmpty() && round > 0) {
        break;
      }
      progress.phase("Rewriting %,d files of %s".formatted(found.files().size(), context.name()));
      boolean changed = refs.eraseFrom(found.files().keySet(), holding, options.refs());
      if (!changed && found.complete()) {
        break;
      }
    }
    return finish(rows, files.size(), List.copyOf(holders));
  }

  private ErasureResult finish(long rows, long files, List<String> holders) {
    PhysicalRemoval removal = new PhysicalRemoval();
    progress.phase("Removing earlier snapshots of %s and their files".formatted(context.name()));
    dropArchives();
    forgetRemovedFiles();
    long snapshots = expire(removal);
    removeOrphans(removal);
    new FolderQuarantine().clear(context);
    long young = unreferenced(Duration.ZERO);
    RawScan proof = scan("Proving by reading", all());
    refs.requireNoTellingDeletes();
    remarks.addAll(Versioning.remarks(table));
    return result(rows, files, holders, snapshots, proof, young, removal);
  }

  private ErasureResult result(
      long rows,
      long files,
      List<String> holders,
      long snapshots,
      RawScan proof,
      long young,
      PhysicalRemoval removal) {
    return new ErasureResult(
        context.name(),
        condition.masked(),
        options.dryRun(),
        rows,
        files,
        holders,
        snapshots,
        removal.gone(),
        removal.left(),
        proof.scanned(),
        proof.rows(),
        young,
        remarks);
  }

  private RawScan scan(String doing, Collection<Snapshot> snapshots) {
    progress.phase("%s %,d snapshots of %s".formatted(doing, snapshots.size(), context.name()));
    return RawScan.of(context.spark(), table, snapshots, condition);
  }

  /** The newest snapshot of each branch, and what tags name. */
  private Map<Long, Snapshot> heads() {
    table.refresh();
    Map<Long, Snapshot> heads = new HashMap<>();
    for (SnapshotRef ref : table.refs().values()) {
      heads.put(ref.snapshotId(), table.snapshot(ref.snapshotId()));
    }
    return heads;
  }

  private List<Snapshot> all() {
    table.refresh();
    List<Snapshot> all = new ArrayList<>();
    table.snapshots().forEach(all::add);
    return all;
  }

  private void refuse(List<String> holding) {
    if (options.refs() == RefHandling.REFUSE && !holding.isEmpty()) {
      throw new UserException(
          "%s of %s hold such rows; nothing was changed. With --refs rewrite they are rewritten, with --refs drop they go"
              .formatted(String.join(", ", holding), context.name()));
    }
  }

  private void dropArchives() {
    UpdateProperties update = table.updateProperties();
    boolean any = false;
    for (String property : table.properties().keySet()) {
      if (property.startsWith(ARCHIVE)) {
        update.remove(property);
        any = true;
      }
    }
    if (any) {
      update.commit();
    }
  }

  /** Manifests that list removed files still have bounds of their columns. */
  private void forgetRemovedFiles() {
    Snapshot current = table.currentSnapshot();
    if (current != null
        && current.dataManifests(table.io()).stream().anyMatch(ManifestFile::hasDeletedFiles)) {
      table
          .rewriteManifests()
          .clusterBy(file -> file.specId())
          .rewriteIf(ManifestFile::hasDeletedFiles)
          .commit();
    }
  }

  private long expire(RetiredFiles retired) {
    Set<Long> heads = heads().keySet();
    List<Long> others =
        all().stream().map(Snapshot::snapshotId).filter(id -> !heads.contains(id)).toList();
    if (others.isEmpty()) {
      return 0;
    }
    List<Table> sharing = tables.sharingFiles(context);
    sharing.forEach(
        other ->
            remarks.add("Files that %s needs stay; it came meanwhile".formatted(other.name())));
    return Expiration.of(context, others, sharing, retired).snapshots();
  }

  private TableContext orphans(Duration age) {
    Map<String, String> settings =
        Map.of(
            "dry-run", "false",
            "action", "delete",
            "force-age", "true",
            "max-share", "1",
            "min-age", age.toSeconds() + "s");
    return new TableContext(
        context.spark(),
        context.name(),
        table,
        context.catalog(),
        new StepSettings(true, settings),
        context.policy(),
        context.facts(),
        context.clock(),
        context.runId(),
        context.deadline());
  }

  /** What quarantine has tagged goes too: no quarantine is asked which files it knows. */
  private void removeOrphans(RetiredFiles retired) {
    OrphansStep step = new OrphansStep(retired, List.of(), tables);
    TableContext orphans = orphans(options.orphanAge());
    Assessment assessment = step.assess(orphans);
    if (assessment.isDue()) {
      step.run(orphans, assessment);
    } else if (assessment.verdict() == Assessment.Verdict.REFUSED) {
      remarks.add("Unreferenced files were not looked for: " + assessment.reason());
    }
  }

  private long unreferenced(Duration age) {
    OrphansStep step = new OrphansStep(RetiredFiles.NONE, List.of(), tables);
    return step.assess(orphans(age)).before().files();
  }
}

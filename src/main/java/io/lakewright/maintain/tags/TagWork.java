package io.lakewright.maintain.tags;

import io.lakewright.maintain.TableContext;
import io.lakewright.maintain.reach.CatalogTables;
import io.lakewright.maintain.s3.LostObjects;
import io.lakewright.maintain.s3.ObjectReport;
import io.lakewright.maintain.s3.ObjectTags;
import io.lakewright.maintain.s3.ReachableObjects;
import io.lakewright.maintain.s3.RetiredMarks;
import io.lakewright.maintain.s3.SharedLocation;
import io.lakewright.maintain.s3.TagChange;
import io.lakewright.maintain.s3.UnfinishedRetirements;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;

/** The objects of one table that the check has to look at, and what is done to them. */
final class TagWork {
  private final TableContext context;
  private final TagPolicy policy;
  private final CatalogTables tables;
  private final Table table;
  private final Optional<Verified> last;
  private final LongAccumulator archived;

  TagWork(TableContext context, TagPolicy policy, CatalogTables tables) {
    this.context = context;
    this.tables = tables;
    this.policy = policy;
    this.table = context.table();
    this.archived = context.spark().sparkContext().longAccumulator();
    this.last =
        Verified.of(table).filter(verified -> verified.checked(Verified.now(table, policy)));
  }

  /** Live objects get the write tags, and lose a delete tag: a lifecycle rule would remove them. */
  ObjectReport live() {
    describe("Checking the tags of live objects of ");
    Map<String, Set<String>> marks = RetiredMarks.of(table, policy.access(), policy.delete());
    policy.write().forEach((key, value) -> marks.getOrDefault(key, new TreeSet<>()).remove(value));
    return ObjectTags.change(liveObjects(), policy.access(), new TagChange(policy.write(), marks));
  }

  private Dataset<Row> liveObjects() {
    Optional<Table> earlier =
        last.flatMap(verified -> ReachableObjects.ifReadable(table, verified.metadataFile()));
    return earlier
        .map(before -> ReachableObjects.newSince(context.spark(), table, before))
        .orElseGet(() -> ReachableObjects.of(context.spark(), table));
  }

  /** Lists that could not be read because they have gone to Glacier. */
  long archived() {
    return archived.value();
  }

  /** Retired objects get the delete tags, but for those that another table has brought back. */
  ObjectReport retired() {
    describe("Checking the tags of retired objects of ");
    Dataset<Row> lost = LostObjects.since(context.spark(), table, metadataFiles(), archived);
    return ObjectTags.change(
        SharedLocation.withoutNeeded(context.spark(), tables.sharingFiles(context), lost),
        policy.access(),
        TagChange.putting(policy.delete()));
  }

  /** The metadata files since the last check, with that of the check and what it must confirm. */
  private List<String> metadataFiles() {
    List<String> files = new ArrayList<>(ReachableObjects.metadataFiles(table));
    int from = last.map(verified -> files.indexOf(verified.metadataFile())).orElse(0);
    if (from < 0) {
      // The log has forgotten it, yet it still tells what there was.
      files.add(0, last.orElseThrow().metadataFile());
    }
    Set<String> all = new LinkedHashSet<>(UnfinishedRetirements.of(table));
    all.addAll(files.subList(Math.max(0, from), files.size()));
    return List.copyOf(all);
  }

  private void describe(String what) {
    context.spark().sparkContext().setJobDescription(what + context.name());
  }
}

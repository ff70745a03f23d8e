package io.lakewright.maintain.tags;

import io.lakewright.maintain.TableContext;
import io.lakewright.maintain.s3.LostObjects;
import io.lakewright.maintain.s3.ObjectReport;
import io.lakewright.maintain.s3.ObjectTags;
import io.lakewright.maintain.s3.ReachableObjects;
import io.lakewright.maintain.s3.SharedLocation;
import io.lakewright.maintain.s3.TagChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The objects of one table that the check has to look at, and what is done to them. */
final class TagWork {
  private final TableContext context;
  private final TagPolicy policy;
  private final Table table;
  private final Optional<Verified> last;

  TagWork(TableContext context, TagPolicy policy) {
    this.context = context;
    this.policy = policy;
    this.table = context.table();
    this.last =
        Verified.of(table).filter(verified -> verified.checked(Verified.now(table, policy)));
  }

  /** Live objects get the write tags, and lose a delete tag: a lifecycle rule would remove them. */
  ObjectReport live() {
    describe("Checking the tags of live objects of ");
    return ObjectTags.change(
        liveObjects(), policy.access(), new TagChange(policy.write(), policy.delete()));
  }

  private Dataset<Row> liveObjects() {
    Optional<Table> earlier =
        last.map(Verified::metadataFile)
            .filter(file -> table.io().newInputFile(file).exists())
            .map(file -> ReachableObjects.at(table, file));
    return earlier
        .map(before -> ReachableObjects.newSince(context.spark(), table, before))
        .orElseGet(() -> ReachableObjects.of(context.spark(), table));
  }

  /** Retired objects get the delete tags, but for those that another table has brought back. */
  ObjectReport retired() {
    describe("Checking the tags of retired objects of ");
    Dataset<Row> lost = LostObjects.since(context.spark(), table, metadataFiles());
    return ObjectTags.change(
        SharedLocation.withoutRestored(context.spark(), context.catalog(), table, lost),
        policy.access(),
        TagChange.putting(policy.delete()));
  }

  /** The metadata files since the last check, with that of the check itself. */
  private List<String> metadataFiles() {
    List<String> files = new ArrayList<>(ReachableObjects.metadataFiles(table));
    int from = last.map(verified -> files.indexOf(verified.metadataFile())).orElse(0);
    if (from < 0) {
      // The log has forgotten it, yet it still tells what there was.
      files.add(0, last.orElseThrow().metadataFile());
    }
    return files.subList(Math.max(0, from), files.size());
  }

  private void describe(String what) {
    context.spark().sparkContext().setJobDescription(what + context.name());
  }
}

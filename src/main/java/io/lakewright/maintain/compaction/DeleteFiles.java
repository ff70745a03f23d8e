package io.lakewright.maintain.compaction;

import io.lakewright.maintain.TableContext;
import io.lakewright.maintain.compaction.CompactionStep.Deletes;
import io.lakewright.maintain.facts.FileFacts;
import io.lakewright.maintain.facts.TableFacts;
import java.util.List;
import org.apache.iceberg.Table;
import org.apache.iceberg.actions.RewritePositionDeleteFiles;
import org.apache.iceberg.actions.SizeBasedFileRewritePlanner;
import org.apache.iceberg.spark.actions.SparkActions;

/** Files of position deletes that are many: merged by Iceberg's own action. */
final class DeleteFiles {
  private DeleteFiles() {}

  /** What was done. */
  record Merged(long files, long bytesRead, long bytesWritten) {
    static final Merged NOTHING = new Merged(0, 0, 0);
  }

  /**
   * Merges them where there are more than the policy allows.
   *
   * @throws org.apache.iceberg.exceptions.ValidationException if another writer was faster
   */
  static Merged merge(TableContext context, CompactionSettings settings) {
    Table table = context.table();
    table.refresh();
    if (table.currentSnapshot() == null
        || table.currentSnapshot().deleteManifests(table.io()).isEmpty()) {
      return Merged.NOTHING;
    }
    FileFacts facts = TableFacts.of(context.spark(), table).files(settings.bounds());
    Deletes deletes =
        Deletes.of(facts.partitions(), new PartitionChoice(List.of(), 0, 0), settings);
    if (deletes.positionFiles() == 0) {
      return Merged.NOTHING;
    }
    RewritePositionDeleteFiles.Result result =
        SparkActions.get(context.spark())
            .rewritePositionDeletes(table)
            .option(SizeBasedFileRewritePlanner.MIN_INPUT_FILES, "2")
            .option(RewritePositionDeleteFiles.PARTIAL_PROGRESS_ENABLED, "true")
            .snapshotProperty(CompactionStep.RUN_ID, context.runId())
            .execute();
    return new Merged(
        result.rewrittenDeleteFilesCount(), result.rewrittenBytesCount(), result.addedBytesCount());
  }
}

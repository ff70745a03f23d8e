package io.lakewright.maintain.erasure;

import static org.apache.spark.sql.functions.not;

import io.lakewright.maintain.TableContext;
import io.lakewright.maintain.compaction.DanglingDeletes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.DistributionMode;
import org.apache.iceberg.FileContent;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.spark.FileRewriteCoordinator;
import org.apache.iceberg.spark.ScanTaskSetManager;
import org.apache.iceberg.spark.SparkReadOptions;
import org.apache.iceberg.spark.SparkTableCache;
import org.apache.iceberg.spark.SparkWriteOptions;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Takes rows out of the newest snapshot of one branch by writing the files that hold them anew. */
final class BranchErasure {
  private static final int ATTEMPTS = 5;

  private final TableContext context;
  private final Table table;
  private final RowCondition condition;

  BranchErasure(TableContext context, RowCondition condition) {
    this.context = context;
    this.table = context.table();
    this.condition = condition;
  }

  /**
   * Rewrites.
   *
   * @param files paths of data files that hold such rows
   */
  void run(String branch, Set<String> files) {
    for (int attempt = 1; ; attempt++) {
      try {
        table.refresh();
        attempt(branch, files);
        DanglingDeletes.remove(table, branch, context.runId());
        table.refresh();
        return;
      } catch (ValidationException e) {
        // Another writer changed one of the files; what is in it now is looked up again.
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void attempt(String branch, Set<String> files) {
    Snapshot head = table.snapshot(branch);
    List<FileScanTask> tasks = tasks(head, files);
    if (tasks.isEmpty()) {
      return;
    }
    Map<Boolean, List<FileScanTask>> bySpec = new HashMap<>();
    for (FileScanTask task : tasks) {
      bySpec
          .computeIfAbsent(
              task.file().specId() == table.spec().specId(), current -> new ArrayList<>())
          .add(task);
    }
    List<DataFile> written = new ArrayList<>();
    try {
      bySpec.forEach((current, some) -> written.addAll(rewrite(some, current)));
      OverwriteFiles overwrite =
          table
              .newOverwrite()
              .toBranch(branch)
              .validateFromSnapshot(head.snapshotId())
              .validateNoConflictingDeletes();
      tasks.forEach(task -> overwrite.deleteFile(task.file()));
      written.forEach(overwrite::addFile);
      overwrite.set("lakewright.run-id", context.runId());
      overwrite.commit();
    } catch (ValidationException e) {
      written.forEach(file -> table.io().deleteFile(file.location()));
      throw e;
    }
  }

  /** Those with the rows, and those to which equality deletes on the same columns apply. */
  private List<FileScanTask> tasks(Snapshot head, Set<String> files) {
    List<FileScanTask> tasks = new ArrayList<>();
    try (CloseableIterable<FileScanTask> all =
        table.newScan().useSnapshot(head.snapshotId()).ignoreResiduals().planFiles()) {
      for (FileScanTask task : all) {
        if (files.contains(task.file().location())
            || task.deletes().stream().anyMatch(this::tells)) {
          tasks.add(task);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tasks.sort(Comparator.comparing(task -> task.spec().partitionToPath(task.file().partition())));
    return tasks;
  }

  /** Whether there is something to be erased from a snapshot. */
  boolean holds(Snapshot snapshot, Set<String> files) {
    return !tasks(snapshot, files).isEmpty();
  }

  /** Whether a delete file holds values of the columns that the condition looks at. */
  private boolean tells(DeleteFile file) {
    return file.content() == FileContent.EQUALITY_DELETES
        && file.equalityFieldIds().stream().anyMatch(condition.fields()::contains);
  }

  private Set<DataFile> rewrite(List<FileScanTask> tasks, boolean current) {
    String id = UUID.randomUUID().toString();
    SparkTableCache.get().add(id, table);
    ScanTaskSetManager.get().stageTasks(table, id, tasks);
    try {
      Dataset<Row> rows =
          context
              .spark()
              .read()
              .format("iceberg")
              .option(SparkReadOptions.SCAN_TASK_SET_ID, id)
              .option(SparkReadOptions.LOOKBACK, 1)
              .load(id)
              .filter(not(condition.column()));
      DataFrameWriter<Row> writer =
          rows.write()
              .format("iceberg")
              .option(SparkWriteOptions.REWRITTEN_FILE_SCAN_TASK_SET_ID, id)
              .option(SparkWriteOptions.OUTPUT_SPEC_ID, table.spec().specId())
              .mode("append");
      if (current) {
        // Tasks take files in partition order; their rows stay in it.
        writer.option(SparkWriteOptions.USE_TABLE_DISTRIBUTION_AND_ORDERING, false);
      } else {
        writer.option(SparkWriteOptions.DISTRIBUTION_MODE, DistributionMode.RANGE.modeName());
      }
      writer.save(id);
      return FileRewriteCoordinator.get().fetchNewFiles(table, id);
    } finally {
      SparkTableCache.get().remove(id);
      ScanTaskSetManager.get().removeTasks(table, id);
      FileRewriteCoordinator.get().clearRewrite(table, id);
    }
  }
}

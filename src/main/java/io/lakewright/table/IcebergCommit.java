package io.lakewright.table;

import io.lakewright.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;

/**
 * One snapshot that brings new files and ends old ones. What other writers committed since the run
 * looked stays: appended rows are joined, anything that contradicts makes the commit fail.
 */
final class IcebergCommit {
  private final Table table;
  private final TablePlace place;
  private final Long base;

  /**
   * @param base the snapshot that the run looked at, null if the table was empty
   */
  IcebergCommit(Table table, TablePlace place, Long base) {
    this.table = table;
    this.place = place;
    this.base = base;
  }

  /**
   * Commits.
   *
   * @param replaceAll whether all earlier rows end
   * @throws UserException if another writer's commit contradicts
   */
  void commit(
      boolean replaceAll,
      Collection<DataFile> added,
      Collection<DataFile> removed,
      Map<String, String> summary) {
    SnapshotUpdate<?> update =
        replaceAll || !removed.isEmpty() ? overwrite(replaceAll, added, removed) : append(added);
    summary.forEach(update::set);
    try {
      update.commit();
    } catch (ValidationException | CommitFailedException e) {
      throw new UserException(
          "Another writer changed %s meanwhile (%s); nothing was published, run again"
              .formatted(place, e.getMessage()),
          e);
    }
  }

  /** Commits new files, unless another writer's commit came after the base; whether it did. */
  boolean appendOnto(Collection<DataFile> added, Map<String, String> summary) {
    OverwriteFiles append =
        table
            .newOverwrite()
            .conflictDetectionFilter(Expressions.alwaysTrue())
            .validateNoConflictingData();
    if (base != null) {
      append.validateFromSnapshot(base);
    }
    added.forEach(append::addFile);
    summary.forEach(append::set);
    try {
      append.commit();
      return true;
    } catch (ValidationException | CommitFailedException e) {
      return false;
    }
  }

  private AppendFiles append(Collection<DataFile> added) {
    AppendFiles append = table.newAppend();
    added.forEach(append::appendFile);
    return append;
  }

  private OverwriteFiles overwrite(
      boolean replaceAll, Collection<DataFile> added, Collection<DataFile> removed) {
    OverwriteFiles overwrite = table.newOverwrite();
    if (replaceAll) {
      overwrite
          .overwriteByRowFilter(Expressions.alwaysTrue())
          .conflictDetectionFilter(Expressions.alwaysTrue())
          .validateNoConflictingData();
    } else {
      removed.forEach(overwrite::deleteFile);
    }
    added.forEach(overwrite::addFile);
    if (base != null) {
      overwrite.validateFromSnapshot(base);
    }
    return overwrite.validateNoConflictingDeletes();
  }

  /** The data files of a snapshot, each as a whole, with the deletes that apply to it. */
  static List<FileScanTask> files(Table table, long snapshot) {
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().useSnapshot(snapshot).planFiles()) {
      List<FileScanTask> files = new ArrayList<>();
      tasks.forEach(files::add);
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

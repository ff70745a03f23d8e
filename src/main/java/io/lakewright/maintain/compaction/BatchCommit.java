package io.lakewright.maintain.compaction;

import java.util.Collection;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CleanableFailure;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.util.ContentFileUtil;
import org.apache.iceberg.util.DataFileSet;
import org.apache.iceberg.util.DeleteFileSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces files by new ones with the same live rows, if nothing has happened to the old ones since
 * the snapshot that was read.
 */
final class BatchCommit {
  private static final Logger LOG = LoggerFactory.getLogger(BatchCommit.class);

  private final Table table;
  private final Snapshot base;
  private final boolean keepSequence;
  private final String runId;

  /**
   * @param keepSequence whether the new files are as old as the snapshot that was read: equality
   *     deletes that writers commit meanwhile then apply to them and are no conflict. Otherwise the
   *     files are new, and position deletes of the old ones are known to apply to nothing.
   */
  BatchCommit(Table table, Snapshot base, boolean keepSequence, String runId) {
    this.table = table;
    this.base = base;
    this.keepSequence = keepSequence;
    this.runId = runId;
  }

  /**
   * Commits. If that is refused the new files are removed.
   *
   * @throws ValidationException if another writer removed one of the files, or rows of it
   * @throws org.apache.iceberg.exceptions.CommitFailedException if others were faster each time
   */
  void replace(Batch batch, Set<DataFile> written) {
    DataFileSet old = DataFileSet.create();
    DeleteFileSet vectors = DeleteFileSet.create();
    for (FileScanTask task : batch.tasks()) {
      old.add(task.file());
      for (DeleteFile file : task.deletes()) {
        if (ContentFileUtil.isDV(file)) {
          vectors.add(file);
        }
      }
    }
    RewriteFiles rewrite = table.newRewrite().validateFromSnapshot(base.snapshotId());
    if (keepSequence) {
      rewrite.dataSequenceNumber(base.sequenceNumber());
    }
    old.forEach(rewrite::deleteFile);
    vectors.forEach(rewrite::deleteFile);
    written.forEach(rewrite::addFile);
    rewrite.set(CompactionStep.RUN_ID, runId);
    try {
      rewrite.commit();
    } catch (RuntimeException e) {
      // Of an unknown state nothing may be removed: the commit may have come through.
      if (e instanceof CleanableFailure || e instanceof ValidationException) {
        remove(written);
      }
      throw e;
    }
  }

  private void remove(Collection<DataFile> files) {
    for (DataFile file : files) {
      try {
        table.io().deleteFile(file.location());
      } catch (RuntimeException e) {
        LOG.warn("{} stays behind as an orphan", file.location(), e);
      }
    }
  }
}

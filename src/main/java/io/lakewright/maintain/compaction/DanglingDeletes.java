package io.lakewright.maintain.compaction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.DeleteFileSet;

/**
 * Delete files that no longer apply to any data file. Unlike Iceberg's action, which compares
 * sequence numbers by partition, this asks which delete files a scan would open; so it also finds
 * those whose one data file was rewritten, and works on unpartitioned tables.
 *
 * <p>No more is held than a scan's own index of delete files.
 */
public final class DanglingDeletes {
  private DanglingDeletes() {}

  /**
   * Removes them by a commit, if there are any.
   *
   * @param branch such as {@code main}
   * @param runId goes into the snapshot's summary
   * @return how many there were
   */
  public static int remove(Table table, String branch, String runId) {
    Snapshot snapshot = table.snapshot(branch);
    if (snapshot == null) {
      return 0;
    }
    List<ManifestFile> manifests = snapshot.deleteManifests(table.io());
    if (manifests.isEmpty()) {
      return 0;
    }
    Set<String> applied = applied(table, snapshot.snapshotId());
    DeleteFileSet dangling = DeleteFileSet.create();
    for (ManifestFile manifest : manifests) {
      try (ManifestReader<DeleteFile> reader =
          ManifestFiles.readDeleteManifest(manifest, table.io(), table.specs())) {
        for (DeleteFile file : reader) {
          if (!applied.contains(key(file))) {
            dangling.add(file.copyWithoutStats());
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    if (dangling.isEmpty()) {
      return 0;
    }
    RewriteFiles rewrite = table.newRewrite().validateFromSnapshot(snapshot.snapshotId());
    dangling.forEach(rewrite::deleteFile);
    rewrite.set(CompactionStep.RUN_ID, runId);
    rewrite.toBranch(branch);
    rewrite.commit();
    return dangling.size();
  }

  private static Set<String> applied(Table table, long snapshot) {
    Set<String> applied = new HashSet<>();
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().useSnapshot(snapshot).ignoreResiduals().planFiles()) {
      for (FileScanTask task : tasks) {
        task.deletes().forEach(file -> applied.add(key(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return applied;
  }

  /** Several deletion vectors share a file. */
  private static String key(DeleteFile file) {
    return file.contentOffset() == null
        ? file.location()
        : file.location() + "#" + file.contentOffset();
  }
}

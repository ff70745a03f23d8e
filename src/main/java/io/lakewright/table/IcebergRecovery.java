package io.lakewright.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Companions' writes that wait for the table's commit. The commit that decides names, in its
 * summary, a file per companion that tells what is to be committed there; the file goes when that
 * is done.
 */
final class IcebergRecovery {
  /** In the summary of every snapshot made here. */
  static final String RUN_ID = "lakewright.run-id";

  private static final String PENDING = "lakewright.pending.";

  /** Runs back in history that may still be incomplete; one is the rule. */
  private static final int RUNS = 100;

  private IcebergRecovery() {}

  /** The summary entry that names a companion's pending write. */
  static String summaryKey(String suffix) {
    return PENDING + suffix;
  }

  /** Stores a pending write beside the table and returns where. */
  static String store(Table table, String suffix, PendingWrite pending) {
    String path =
        "%s/metadata/lakewright-%s%s.json".formatted(table.location(), pending.run(), suffix);
    try (OutputStream out = table.io().newOutputFile(path).createOrOverwrite()) {
      out.write(pending.toJson().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return path;
  }

  /** Commits to a companion what the table's recent commits promised and nobody has done. */
  static void complete(Table table, Table companion, TablePlace place, String suffix) {
    Set<String> done = runs(companion);
    int runs = 0;
    for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
      String run = snapshot.summary().get(RUN_ID);
      String path = snapshot.summary().get(summaryKey(suffix));
      if (run == null || path == null) {
        continue;
      }
      if (++runs > RUNS) {
        return;
      }
      if (!done.contains(run)) {
        InputFile file = table.io().newInputFile(path);
        if (file.exists()) {
          apply(companion, place, read(file));
          table.io().deleteFile(path);
        }
      }
    }
  }

  /** Data files of a companion that other runs wrote, and whose commit is still to come. */
  static List<String> pendingOfOthers(Table table, String suffix, String run) {
    List<String> paths = new ArrayList<>();
    int runs = 0;
    for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
      String path = snapshot.summary().get(summaryKey(suffix));
      if (path == null || run.equals(snapshot.summary().get(RUN_ID))) {
        continue;
      }
      if (++runs > RUNS) {
        break;
      }
      InputFile file = table.io().newInputFile(path);
      if (file.exists()) {
        read(file).added().forEach(json -> paths.add(IcebergFile.path(json)));
      }
    }
    return paths;
  }

  private static Set<String> runs(Table table) {
    Set<String> runs = new HashSet<>();
    for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
      runs.add(snapshot.summary().get(RUN_ID));
    }
    return runs;
  }

  private static void apply(Table companion, TablePlace place, PendingWrite pending) {
    List<DataFile> added =
        pending.added().stream().map(json -> IcebergFile.fromJson(companion, json)).toList();
    Map<String, DataFile> removed = new HashMap<>();
    Snapshot current = companion.currentSnapshot();
    if (current != null && !pending.removed().isEmpty()) {
      for (FileScanTask task : IcebergCommit.files(companion, current.snapshotId())) {
        removed.put(task.file().location(), task.file());
      }
      removed.keySet().retainAll(Set.copyOf(pending.removed()));
    }
    new IcebergCommit(companion, place, current == null ? null : current.snapshotId())
        .commit(pending.replace(), added, removed.values(), Map.of(RUN_ID, pending.run()));
  }

  private static PendingWrite read(InputFile file) {
    try (InputStream in = file.newStream()) {
      return PendingWrite.fromJson(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.lakewright.table;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;

/**
 * Companions' writes that wait for the table's commit: a file per run in a hidden folder of the
 * companion. Whether the run was decided, and the companion's commit made, is in the two logs.
 */
final class DeltaRecovery {
  /** After that time the files of an undecided run are gone by VACUUM, and so is the run. */
  private static final Duration FORGET = Duration.ofDays(7);

  private DeltaRecovery() {}

  /** Stores a pending write in its companion's folder and returns where. */
  static Path store(DeltaEntry companion, PendingWrite pending) throws IOException {
    Path folder = companion.pendingFolder().orElseThrow();
    FileSystem files = Storage.of(companion.spark(), folder);
    files.mkdirs(folder);
    Path path = new Path(folder, pending.run() + ".json");
    Storage.write(files, path, pending.toJson());
    return path;
  }

  /** Commits to a companion what the table's commits promised and nobody has done. */
  static void complete(DeltaEntry table, DeltaEntry companion) throws IOException {
    if (companion.pendingFolder().isEmpty()) {
      return;
    }
    Path folder = companion.pendingFolder().get();
    FileSystem files = Storage.of(companion.spark(), folder);
    for (FileStatus status : Storage.list(files, folder)) {
      Path path = status.getPath();
      if (!path.getName().endsWith(".json") || Storage.isHidden(path.getName())) {
        continue;
      }
      PendingWrite pending = PendingWrite.fromJson(Storage.read(files, path));
      boolean old = status.getModificationTime() + FORGET.toMillis() < System.currentTimeMillis();
      if (table.hasCommitOf(pending.run())) {
        if (!companion.hasCommitOf(pending.run())) {
          apply(companion, pending);
        }
        files.delete(path, false);
      } else if (old) {
        files.delete(path, false);
      }
    }
  }

  /** Data files of a companion that other runs wrote, and whose commit is still to come. */
  static List<String> pendingOfOthers(DeltaEntry table, DeltaEntry companion, String run)
      throws IOException {
    List<String> paths = new ArrayList<>();
    if (companion.pendingFolder().isEmpty()) {
      return paths;
    }
    Path folder = companion.pendingFolder().get();
    FileSystem files = Storage.of(companion.spark(), folder);
    for (FileStatus status : Storage.list(files, folder)) {
      Path path = status.getPath();
      if (!path.getName().endsWith(".json") || Storage.isHidden(path.getName())) {
        continue;
      }
      PendingWrite pending;
      try {
        pending = PendingWrite.fromJson(Storage.read(files, path));
      } catch (FileNotFoundException e) {
        // Its run has just committed it.
        continue;
      }
      if (pending.run().equals(run) || !table.hasCommitOf(pending.run())) {
        continue;
      }
      for (String json : pending.added()) {
        if (Action.fromJson(json) instanceof AddFile file) {
          Path data = companion.log().orElseThrow().dataPath();
          paths.add(new Path(data, new Path(URI.create(file.path()))).toString());
        }
      }
    }
    return paths;
  }

  private static void apply(DeltaEntry companion, PendingWrite pending) {
    OptimisticTransaction transaction =
        companion.log().orElseThrow().startTransaction(Scala.none(), Scala.none());
    // Registers the read, so that of two who make up for the same run one fails.
    transaction.txnVersion(DeltaEntry.transactionId(pending.run()));
    List<Action> actions = new ArrayList<>();
    pending.added().forEach(json -> actions.add(Action.fromJson(json)));
    Set<String> removed = Set.copyOf(pending.removed());
    List<AddFile> there =
        removed.isEmpty()
            ? List.of()
            : Scala.list(transaction.filterFiles()).stream()
                .filter(file -> removed.contains(file.path()))
                .toList();
    DeltaOutput.commit(transaction, companion.place(), pending.run(), actions, there);
  }
}

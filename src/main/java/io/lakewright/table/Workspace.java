package io.lakewright.table;

import io.lakewright.UserException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * The hidden folder beside an output of plain files, on the same file system: {@code
 * .<name>.lakewright/} with {@code locks/}, {@code journal.json} once a publication is decided, and
 * a folder {@code runs/<run id>/} with what is staged.
 */
final class Workspace implements AutoCloseable {
  private final SparkSession spark;
  private final FileSystem files;
  private final Path root;
  private final Path run;
  private final Place output;
  private final OutputLock lock;

  private Workspace(
      SparkSession spark,
      FileSystem files,
      Path root,
      String runId,
      Place output,
      OutputLock lock) {
    this.spark = spark;
    this.files = files;
    this.root = root;
    this.run = new Path(new Path(root, "runs"), runId);
    this.output = output;
    this.lock = lock;
  }

  /**
   * Locks the output, then completes what an earlier run decided, and deletes what it only staged.
   *
   * @throws UserException if another run is writing to the output
   */
  static Workspace open(
      SparkSession spark, Path target, String runId, Place output, OutputLock.Timing timing)
      throws IOException {
    FileSystem files = Storage.of(spark, target);
    Path root = new Path(target.getParent(), "." + target.getName() + ".lakewright");
    OutputLock lock = OutputLock.take(files, new Path(root, "locks"), runId, output, timing);
    Workspace workspace = new Workspace(spark, files, root, runId, output, lock);
    try {
      workspace.recover();
    } catch (IOException | RuntimeException e) {
      workspace.close();
      throw e;
    }
    return workspace;
  }

  /** A folder of this run. */
  Path folder(String name) {
    return new Path(run, name);
  }

  FileSystem files() {
    return files;
  }

  /**
   * Fails unless this run may publish.
   *
   * @throws UserException if the lock was lost
   */
  void requireHeld() throws IOException {
    lock.requireHeld(output);
  }

  /** Whether a publication is decided but not done. */
  boolean isDecided() throws IOException {
    return files.exists(journalFile());
  }

  /**
   * Decides a publication, then does it.
   *
   * @throws UserException if the lock was lost
   */
  void publish(Journal journal, Consumer<String> afterStep) throws IOException {
    requireHeld();
    files.mkdirs(root);
    journal.write(files, journalFile());
    afterStep.accept("journal written");
    replay(journal, afterStep);
  }

  private void recover() throws IOException {
    Optional<Journal> decided = Journal.read(files, journalFile());
    if (decided.isPresent()) {
      replay(decided.get(), step -> {});
    }
    for (FileStatus left : Storage.list(files, run.getParent())) {
      files.delete(left.getPath(), true);
    }
  }

  private void replay(Journal journal, Consumer<String> afterStep) throws IOException {
    new JournalReplay(spark, files, journal, afterStep).run();
    files.delete(journalFile(), false);
    afterStep.accept("journal deleted");
  }

  private Path journalFile() {
    return new Path(root, "journal.json");
  }

  /** Deletes what is staged, unless a journal still needs it, and gives the lock back. */
  @Override
  public void close() throws IOException {
    if (!isDecided()) {
      files.delete(run, true);
    }
    lock.close();
    removeIfEmpty(new Path(root, "runs"));
    removeIfEmpty(new Path(root, "locks"));
    removeIfEmpty(root);
  }

  private void removeIfEmpty(Path folder) throws IOException {
    if (Storage.list(files, folder).isEmpty()) {
      try {
        files.delete(folder, false);
      } catch (org.apache.hadoop.fs.PathIsNotEmptyDirectoryException e) {
        // Another run has just begun.
        return;
      } catch (IOException e) {
        if (files.exists(folder) && Storage.list(files, folder).isEmpty()) {
          throw e;
        }
      }
    }
  }
}

package io.lakewright.table;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Takes the steps of a {@link Journal}; may be stopped anywhere and started again. */
final class JournalReplay {
  private final SparkSession spark;
  private final FileSystem files;
  private final Journal journal;
  private final Consumer<String> afterStep;

  /**
   * @param afterStep told what was done, so that tests can fail there
   */
  JournalReplay(SparkSession spark, FileSystem files, Journal journal, Consumer<String> afterStep) {
    this.spark = spark;
    this.files = files;
    this.journal = journal;
    this.afterStep = afterStep;
  }

  void run() throws IOException {
    for (int i = 0; i < journal.outputs().size(); i++) {
      Journal.Output output = journal.outputs().get(i);
      if (output.swap()) {
        swap(output);
      } else {
        move(i, output);
      }
      if (output.table() != null) {
        SessionTable.register(
            spark,
            TablePlace.of(output.table()),
            new Path(output.target()),
            Description.fromJson(output.description()),
            output.partitions(),
            output.replace());
        afterStep.accept("registered " + output.table());
      }
    }
  }

  private void swap(Journal.Output output) throws IOException {
    Path target = new Path(output.target());
    Path staged = new Path(output.staged());
    Path retired = new Path(output.retired());
    if (!files.exists(staged)) {
      return;
    }
    if (files.exists(target)) {
      // Renaming onto a folder would move into it, so that a second "retired" must not be.
      if (files.exists(retired)) {
        throw new IOException("%s appeared while it was being replaced".formatted(target));
      }
      Storage.rename(files, target, retired);
      afterStep.accept("retired " + target.getName());
    }
    files.mkdirs(target.getParent());
    Storage.rename(files, staged, target);
    afterStep.accept("moved in " + target.getName());
  }

  private void move(int index, Journal.Output output) throws IOException {
    Path target = new Path(output.target());
    Path staged = new Path(output.staged());
    boolean makeFolders = Storage.renamesFoldersAtOnce(target);
    Set<Path> made = ConcurrentHashMap.newKeySet();
    files.mkdirs(target);
    Storage.inParallel(
        journal.paths(index, Journal.Kind.MOVE),
        path -> {
          Path to = new Path(target, path);
          if (makeFolders && made.add(to.getParent())) {
            files.mkdirs(to.getParent());
          }
          moveFile(new Path(staged, path), to);
          afterStep.accept("moved " + path);
        });
    Storage.inParallel(
        journal.paths(index, Journal.Kind.DELETE),
        path -> {
          files.delete(new Path(target, path), false);
          afterStep.accept("deleted " + path);
        });
    Description.fromJson(output.description()).write(files, target);
    afterStep.accept("described " + target.getName());
  }

  /** On object stores a rename is a copy, then a delete: both files may be there after a crash. */
  private void moveFile(Path from, Path to) throws IOException {
    long length;
    try {
      length = files.getFileStatus(from).getLen();
    } catch (FileNotFoundException e) {
      if (files.exists(to)) {
        return;
      }
      throw new IOException("Neither %s nor %s exists".formatted(from, to), e);
    }
    if (files.exists(to)) {
      if (files.getFileStatus(to).getLen() == length) {
        files.delete(from, false);
        return;
      }
      files.delete(to, false);
    }
    Storage.rename(files, from, to);
  }
}

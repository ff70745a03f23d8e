package io.lakewright.table;

import io.lakewright.UserException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** One folder of files of a {@link FilesPublication}: the table, or a companion. */
final class FilesOutput implements StagedFiles {
  private final FileSystem files;
  private final Place place;
  private final Path target;
  private final Description description;
  private final Path staged;
  private final Path sealed;
  private final Path retired;
  private final List<StagedFile> added = new ArrayList<>();
  private boolean written;

  /**
   * @param suffix of the companion, empty for the table
   */
  FilesOutput(
      Workspace workspace, Place place, Path target, Description description, String suffix) {
    this.files = workspace.files();
    this.place = place;
    this.target = target;
    this.description = description;
    this.staged = workspace.folder("staged" + suffix);
    this.sealed = workspace.folder("sealed" + suffix);
    this.retired = workspace.folder("retired" + suffix);
  }

  /** The folder of a place. */
  static Path folder(SparkSession spark, Place place) {
    return place instanceof TablePlace table
        ? SessionTable.location(spark, table)
        : ((PathPlace) place).path();
  }

  Place place() {
    return place;
  }

  /** Whether there is a table or anything in its folder. */
  boolean exists() throws IOException {
    for (FileStatus entry : Storage.list(files, target)) {
      if (!entry.getPath().getName().startsWith(".")) {
        return true;
      }
    }
    return files.exists(target) && files.getFileStatus(target).isFile();
  }

  /**
   * Fails unless what is there may be appended to or replaced.
   *
   * @throws UserException naming what is in the way
   */
  void requireFits(boolean append) throws IOException {
    if (!exists()) {
      return;
    }
    if (files.exists(new Path(target, "_delta_log"))) {
      throw new UserException(
          "%s is a Delta table; use the format delta, or another place".formatted(place));
    }
    Optional<Description> earlier = Description.read(files, target);
    if (earlier.isEmpty()) {
      requireLooksLikeTable();
    }
    if (append) {
      Optional<String> difference =
          earlier.isEmpty()
              ? Optional.of("how it is arranged is not known, as it has no " + Description.FILE)
              : description.differenceFrom(earlier.get());
      if (difference.isPresent()) {
        throw new UserException(
            "Cannot append to %s: %s. Use if-exists replace, or another place"
                .formatted(place, difference.get()));
      }
    }
  }

  /** A mistyped output must not cost a folder of other things. */
  private void requireLooksLikeTable() throws IOException {
    for (FileStatus entry : Storage.list(files, target)) {
      String name = entry.getPath().getName();
      boolean usual =
          Storage.isHidden(name)
              || (entry.isFile()
                  ? name.endsWith("." + description.format().id())
                  : name.contains("="));
      if (!usual) {
        throw new UserException(
            "%s holds %s, which is not part of a table; choose another place, or empty it"
                .formatted(place, name));
      }
    }
  }

  Dataset<Row> read(SparkSession spark) throws IOException {
    Optional<Description> stored = Description.read(files, target);
    return stored.isPresent() ? stored.get().read(spark, target) : Tables.read(spark, place);
  }

  @Override
  public String directory() {
    return staged.toString();
  }

  @Override
  public void add(List<StagedFile> more) {
    written = true;
    added.addAll(more);
  }

  /** Writes rows with Spark's writers. */
  void write(Dataset<Row> rows, RowOrder order) throws IOException {
    if (written) {
      throw new IllegalStateException("Rows of %s are written once".formatted(place));
    }
    long count = RowWriter.write(rows, order, description, staged);
    List<StagedFile> found = Storage.dataFiles(files, staged);
    // Spark counts rows per command, not per file: the first file stands for all.
    for (StagedFile file : found) {
      added.add(new StagedFile(file.relativePath(), added.isEmpty() ? count : 0, file.bytes()));
    }
    written = true;
  }

  /** Checks and clears the staged folder and adds to the journal what has to be done. */
  Journal.Output plan(int index, boolean replace, List<Journal.Step> steps) throws IOException {
    Map<String, StagedFile> expected = new HashMap<>();
    added.forEach(file -> expected.put(file.relativePath(), file));
    List<String> leftovers = new ArrayList<>();
    boolean swap = replace && Storage.renamesFoldersAtOnce(target);
    Path content = swap ? sealed() : staged;
    for (StagedFile found : Storage.dataFiles(files, content)) {
      StagedFile file = expected.remove(found.relativePath());
      if (file == null) {
        leftovers.add(found.relativePath());
      } else if (file.bytes() != found.bytes()) {
        throw new IOException(
            "%s/%s has %d bytes, not %d"
                .formatted(content, file.relativePath(), found.bytes(), file.bytes()));
      }
    }
    if (!expected.isEmpty()) {
      throw new IOException("%s/%s is gone".formatted(staged, expected.keySet().iterator().next()));
    }
    if (swap) {
      files.delete(new Path(content, "_temporary"), true);
      Storage.inParallel(leftovers, path -> files.delete(new Path(content, path), false));
      description.write(files, content);
    } else {
      added.forEach(
          file -> steps.add(new Journal.Step(index, Journal.Kind.MOVE, file.relativePath())));
      if (replace) {
        for (StagedFile old : Storage.dataFiles(files, target)) {
          steps.add(new Journal.Step(index, Journal.Kind.DELETE, old.relativePath()));
        }
      }
    }
    return new Journal.Output(
        target.toString(),
        content.toString(),
        retired.toString(),
        swap,
        replace,
        description.toJson(),
        place instanceof TablePlace ? place.toString() : null,
        added.stream().map(file -> PartitionFolder.of(file.relativePath())).distinct().toList());
  }

  /**
   * The staged folder under another name: attempts at tasks that lost, and do not know yet, go on
   * writing, but no longer into what becomes the table.
   */
  private Path sealed() throws IOException {
    if (files.exists(staged)) {
      Storage.rename(files, staged, sealed);
    }
    return sealed;
  }

  Published.Output published(String suffix) {
    long rows = added.stream().mapToLong(StagedFile::rows).sum();
    long bytes = added.stream().mapToLong(StagedFile::bytes).sum();
    return new Published.Output(suffix, place, description.format(), rows, bytes, added.size());
  }
}

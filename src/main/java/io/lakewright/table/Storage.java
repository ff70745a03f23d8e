package io.lakewright.table;

import io.lakewright.UserException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.SparkSession;

/** Small helpers around Hadoop's file systems, as the session configures them. */
final class Storage {
  private static final Set<String> RENAMES_FOLDERS_AT_ONCE = Set.of("file", "hdfs");
  private static final int THREADS = 32;

  private Storage() {}

  /** An action on storage. */
  interface Action<T> {
    void on(T item) throws IOException;
  }

  static FileSystem of(SparkSession spark, Path path) throws IOException {
    return path.getFileSystem(spark.sessionState().newHadoopConf());
  }

  /** What to tell the user about a failure of storage. */
  static UserException failure(String verb, Object place, Exception cause) {
    return new UserException("Cannot %s %s: %s".formatted(verb, place, cause.getMessage()), cause);
  }

  /** Whether renaming a folder is one cheap step, unlike on object stores. */
  static boolean renamesFoldersAtOnce(Path path) {
    return RENAMES_FOLDERS_AT_ONCE.contains(String.valueOf(path.toUri().getScheme()));
  }

  /** Whether readers of tables skip a file or folder of this name. */
  static boolean isHidden(String name) {
    return name.startsWith("_") || name.startsWith(".");
  }

  /** The name of some data file in or below a folder, or of the file itself. */
  static Optional<String> anyDataFile(FileSystem files, Path path) throws IOException {
    for (FileStatus status : list(files, path)) {
      String name = status.getPath().getName();
      if (status.isFile()) {
        if (!isHidden(name)) {
          return Optional.of(name);
        }
      } else if (!isHidden(name)) {
        Optional<String> found = anyDataFile(files, status.getPath());
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** A folder's entries; none if there is no folder. */
  static List<FileStatus> list(FileSystem files, Path folder) throws IOException {
    try {
      return List.of(files.listStatus(folder));
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  /**
   * All data files below a folder, by path relative to it. Hidden files and folders are left out.
   */
  static List<StagedFile> dataFiles(FileSystem files, Path folder) throws IOException {
    List<StagedFile> found = new ArrayList<>();
    if (!files.exists(folder)) {
      return found;
    }
    Path top = files.makeQualified(folder);
    int prefix = top.toUri().getPath().length() + 1;
    if (!top.toUri().getScheme().startsWith("s3")) {
      addDataFiles(found, files, top, prefix);
      return found;
    }
    RemoteIterator<LocatedFileStatus> all = files.listFiles(top, true);
    while (all.hasNext()) {
      FileStatus file = all.next();
      String path = file.getPath().toUri().getPath().substring(prefix);
      boolean hidden = false;
      for (String part : path.split("/", -1)) {
        hidden |= isBesideData(part);
      }
      if (!hidden) {
        found.add(new StagedFile(path, -1, file.getLen()));
      }
    }
    return found;
  }

  /** Folder by folder: a recursive listing starts a process for each file on local disks. */
  private static void addDataFiles(
      List<StagedFile> found, FileSystem files, Path folder, int prefix) throws IOException {
    for (FileStatus entry : files.listStatus(folder)) {
      if (isBesideData(entry.getPath().getName())) {
        continue;
      }
      if (entry.isDirectory()) {
        addDataFiles(found, files, entry.getPath(), prefix);
      } else {
        String path = entry.getPath().toUri().getPath().substring(prefix);
        found.add(new StagedFile(path, -1, entry.getLen()));
      }
    }
  }

  /** Whether readers pass a name over; a partition column may start with an underscore. */
  private static boolean isBesideData(String name) {
    return isHidden(name) && !(name.startsWith("_") && name.contains("="));
  }

  /** Writes a small file; readers see all of it or nothing of it. */
  static void write(FileSystem files, Path path, String text) throws IOException {
    Path temporary = new Path(path.getParent(), "." + path.getName() + ".tmp");
    try (OutputStream out = files.create(temporary, true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    files.delete(path, false);
    rename(files, temporary, path);
  }

  static String read(FileSystem files, Path path) throws IOException {
    try (InputStream in = files.open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Renames, or fails. */
  static void rename(FileSystem files, Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      throw new IOException("Cannot rename %s to %s".formatted(from, to));
    }
  }

  /** Does something for each item, several at a time; waits for all, then fails if one failed. */
  static <T> void inParallel(Collection<T> items, Action<T> action) throws IOException {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (T item : items) {
        running.add(
            pool.submit(
                () -> {
                  action.on(item);
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}

package io.lakewright.maintain.reach;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * Files below a folder, as a stream: by the table's own FileIO on object stores, by Hadoop's file
 * system elsewhere (on a local disk its recursive listing would start a process for each file).
 */
public final class FolderListing {
  private FolderListing() {}

  /** Whether a location is listed by prefix, without folders. */
  public static boolean isByPrefix(FileIO io, String location) {
    return io instanceof SupportsPrefixOperations
        && location.matches("(?i)(s3[an]?|gs|abfss?)://.*");
  }

  /** All files below a folder; none if there is no such folder. */
  public static Iterator<FileInfo> files(FileIO io, Configuration conf, String folder) {
    if (isByPrefix(io, folder)) {
      String prefix = folder.endsWith("/") ? folder : folder + "/";
      return ((SupportsPrefixOperations) io).listPrefix(prefix).iterator();
    }
    return new HadoopFiles(conf, List.of(folder));
  }

  /** Files right in a folder whose name starts so: on an object store one request or few. */
  public static Iterator<FileInfo> startingWith(FileIO io, String folder, String start) {
    return ((SupportsPrefixOperations) io).listPrefix(folder + "/" + start).iterator();
  }

  /**
   * Divides the files below a folder of a file system: those of its upper levels, and folders below
   * which the rest is.
   *
   * @param least number of folders to stop at
   */
  public static Division divide(Configuration conf, String folder, int least) {
    Deque<String> open = new ArrayDeque<>(List.of(folder));
    List<FileInfo> files = new ArrayList<>();
    try {
      for (int level = 0; level < 4 && open.size() < least; level++) {
        Deque<String> below = new ArrayDeque<>();
        for (String one : open) {
          Path path = new Path(one);
          FileSystem system = path.getFileSystem(conf);
          if (!system.exists(path)) {
            continue;
          }
          RemoteIterator<FileStatus> entries = system.listStatusIterator(path);
          while (entries.hasNext()) {
            FileStatus entry = entries.next();
            if (entry.isDirectory()) {
              below.add(entry.getPath().toString());
            } else {
              files.add(info(entry));
            }
          }
        }
        open = below;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
    return new Division(files, List.copyOf(open));
  }

  /** Files found on the way, and folders not looked into. */
  public record Division(List<FileInfo> files, List<String> folders) {}

  private static FileInfo info(FileStatus status) {
    return new FileInfo(status.getPath().toString(), status.getLen(), status.getModificationTime());
  }

  /** Depth first, one open folder per level. */
  private static final class HadoopFiles implements Iterator<FileInfo> {
    private final Configuration conf;
    private final Deque<String> folders;
    private RemoteIterator<FileStatus> open;
    private FileInfo next;

    HadoopFiles(Configuration conf, List<String> folders) {
      this.conf = conf;
      this.folders = new ArrayDeque<>(folders);
    }

    @Override
    public boolean hasNext() {
      try {
        while (next == null) {
          if (open != null && open.hasNext()) {
            FileStatus entry = open.next();
            if (entry.isDirectory()) {
              folders.push(entry.getPath().toString());
            } else {
              next = info(entry);
            }
          } else if (folders.isEmpty()) {
            return false;
          } else {
            Path path = new Path(folders.pop());
            FileSystem system = path.getFileSystem(conf);
            open = system.exists(path) ? system.listStatusIterator(path) : null;
          }
        }
        return true;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public FileInfo next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      FileInfo file = next;
      next = null;
      return file;
    }
  }
}

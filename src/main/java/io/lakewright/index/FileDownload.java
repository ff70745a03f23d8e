package io.lakewright.index;

import io.lakewright.source.RemoteException;
import io.lakewright.source.RemoteFetcher;
import io.lakewright.source.RemoteStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.spark.util.LongAccumulator;

/**
 * Gets single files. A file has its name only when it is complete: on file systems that can append,
 * its first part is kept beside it as {@code .<name>.part} and gone on with; on object stores it
 * appears with its last byte.
 */
final class FileDownload {
  private static final int BUFFER = 256 * 1024;

  private final RemoteFetcher fetcher;
  private final Configuration hadoop;
  private final LongAccumulator bytes;

  FileDownload(RemoteFetcher fetcher, Configuration hadoop, LongAccumulator bytes) {
    this.fetcher = fetcher;
    this.hadoop = hadoop;
    this.bytes = bytes;
  }

  /**
   * What was done for a file.
   *
   * @param length of the file
   * @param fetched bytes that came over the web now; 0 if the file was there
   */
  record Done(long length, long fetched) {}

  /**
   * Gets a file, or the rest of it, unless it is there.
   *
   * @throws RemoteException if it cannot be had
   * @throws IOException if it cannot be kept
   */
  Done get(String location, String target) throws IOException {
    Path path = new Path(target);
    FileSystem files = path.getFileSystem(hadoop);
    if (files instanceof LocalFileSystem local) {
      // Without the checksum files beside it, which forbid to append.
      files = local.getRawFileSystem();
    }
    try {
      return new Done(files.getFileStatus(path).getLen(), 0);
    } catch (FileNotFoundException e) {
      return files.hasPathCapability(path.getParent(), CommonPathCapabilities.FS_APPEND)
          ? getInParts(location, files, path)
          : getAtOnce(location, files, path);
    }
  }

  private Done getInParts(String location, FileSystem files, Path path) throws IOException {
    Path part = part(path);
    Path version = new Path(path.getParent(), "." + path.getName() + ".part-version");
    long there = files.exists(part) ? files.getFileStatus(part).getLen() : 0;
    String validator = there > 0 && files.exists(version) ? read(files, version) : null;
    long fetched;
    long length;
    try (RemoteStream in = open(location, there, validator)) {
      boolean fromStart = in.offset() == 0;
      if (fromStart) {
        files.delete(part, false);
        files.delete(version, false);
        if (in.validator().isPresent()) {
          write(files, version, in.validator().get());
        }
      }
      try (OutputStream out = fromStart ? files.create(part, true) : files.append(part)) {
        fetched = copy(in, out);
      }
      length = requireLength(files, part, in.length().orElse(in.offset() + fetched));
    }
    rename(files, part, path);
    files.delete(version, false);
    return new Done(length, fetched);
  }

  private RemoteStream open(String location, long there, String validator) throws IOException {
    try {
      return fetcher.open(location, there, validator);
    } catch (RemoteException e) {
      if (validator == null || e.reason() != RemoteException.Reason.FAILED) {
        throw e;
      }
      // Some servers refuse to give a rest that they would give as a whole.
      return fetcher.open(location);
    }
  }

  private Done getAtOnce(String location, FileSystem files, Path path) throws IOException {
    boolean abortable =
        files.hasPathCapability(path.getParent(), StreamCapabilities.ABORTABLE_STREAM);
    Path written = abortable ? path : part(path);
    long fetched;
    long length;
    try (RemoteStream in = fetcher.open(location)) {
      FSDataOutputStream out = files.create(written, true);
      try {
        fetched = copy(in, out);
      } catch (IOException | RuntimeException e) {
        giveUp(files, written, out, abortable);
        throw e;
      }
      out.close();
      length = requireLength(files, written, in.length().orElse(fetched));
    }
    if (!abortable) {
      rename(files, written, path);
    }
    return new Done(length, fetched);
  }

  private static void giveUp(
      FileSystem files, Path written, FSDataOutputStream out, boolean abortable)
      throws IOException {
    if (abortable) {
      out.abort();
    } else {
      out.close();
      files.delete(written, false);
    }
  }

  private long copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long copied = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      out.write(buffer, 0, read);
      copied += read;
      bytes.add(read);
    }
    return copied;
  }

  private static long requireLength(FileSystem files, Path path, long expected) throws IOException {
    long length = files.getFileStatus(path).getLen();
    if (length != expected) {
      files.delete(path, false);
      throw new IOException(
          "%s came to %d bytes, not %d".formatted(path.getName(), length, expected));
    }
    return length;
  }

  private static Path part(Path path) {
    return new Path(path.getParent(), "." + path.getName() + ".part");
  }

  private static void rename(FileSystem files, Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      throw new IOException("Cannot rename %s to %s".formatted(from, to));
    }
  }

  private static String read(FileSystem files, Path path) throws IOException {
    try (InputStream in = files.open(path)) {
      return new String(in.readNBytes(8192), StandardCharsets.UTF_8);
    }
  }

  private static void write(FileSystem files, Path path, String text) throws IOException {
    try (OutputStream out = files.create(path, true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}

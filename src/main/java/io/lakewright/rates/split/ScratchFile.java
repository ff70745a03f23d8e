package io.lakewright.rates.split;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file in the local temporary folder that goes when it is closed. On Unix it has no name from the
 * start, so that a process that is killed leaves nothing behind.
 */
public final class ScratchFile {
  private ScratchFile() {}

  /** A new, empty file, open for writing and reading. */
  public static FileChannel create(String purpose) throws IOException {
    Path path = Files.createTempFile("lakewright-" + purpose, ".tmp");
    return FileChannel.open(
        path,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  /** Writes all bytes at a place; gives how many there were. */
  public static int write(FileChannel file, ByteBuffer bytes, long place) throws IOException {
    int written = 0;
    while (bytes.hasRemaining()) {
      written += file.write(bytes, place + written);
    }
    return written;
  }

  /**
   * Reads what stands at a place, at least so many bytes, and more if there is room for more.
   *
   * @throws EOFException if there are fewer
   */
  public static void read(FileChannel file, ByteBuffer into, long place, int least)
      throws IOException {
    for (int read = 0; read < least; ) {
      int more = file.read(into, place + read);
      if (more < 0) {
        throw new EOFException("A temporary file is shorter than it was");
      }
      read += more;
    }
  }
}

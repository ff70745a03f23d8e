package io.lakewright.rates.split;

import java.io.IOException;
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
}

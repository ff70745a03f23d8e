package io.lakewright.rates.split;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/** A large array on local disk, because it stands before what is needed to cut it. */
final class SpilledArray {
  private static final int WINDOW = 256 * 1024;

  private final FileChannel file;
  private final long offset;

  private SpilledArray(FileChannel file, long offset) {
    this.file = file;
    this.offset = offset;
  }

  /** Moves the array at the window's position to local disk. */
  static SpilledArray take(ByteWindow window) {
    try {
      SpilledArray array =
          new SpilledArray(ScratchFile.create("item"), window.offset(window.position));
      OutputStream out = Channels.newOutputStream(array.file);
      window.copyContainer(out);
      return array;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep a large item in the local temporary folder", e);
    }
  }

  /** A window on the array, with its positions in the file. */
  ByteWindow open() {
    try {
      file.position(0);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read back a large item", e);
    }
    ByteWindow window = new ByteWindow(Channels.newInputStream(file), offset, WINDOW);
    window.peek();
    return window;
  }

  void delete() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot let go of a temporary file", e);
    }
  }
}

package io.lakewright.rates.split;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The rates of a large item on local disk, because they stand before its billing code. */
final class SpilledRates {
  private static final int WINDOW = 256 * 1024;

  private final Path path;
  private final long offset;
  private InputStream stream;

  private SpilledRates(Path path, long offset) {
    this.path = path;
    this.offset = offset;
  }

  /** Moves the array at the window's position to local disk. */
  static SpilledRates take(ByteWindow window) {
    try {
      SpilledRates rates =
          new SpilledRates(
              Files.createTempFile("lakewright-item", ".json"), window.offset(window.position));
      try (OutputStream out = Files.newOutputStream(rates.path)) {
        window.copyContainer(out);
      }
      return rates;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep a large item in the local temporary folder", e);
    }
  }

  /** A window on the array, with its positions in the file. */
  ByteWindow open() {
    try {
      stream = Files.newInputStream(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read back a large item", e);
    }
    ByteWindow window = new ByteWindow(stream, offset, WINDOW);
    window.peek();
    return window;
  }

  void delete() {
    try {
      if (stream != null) {
        stream.close();
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + path, e);
    }
  }
}

package io.lakewright.sample;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** How a sample file is packed. */
public enum Compression {
  NONE(""),
  GZIP(".gz"),
  ZIP(".zip");

  private static final int BUFFER = 1 << 16;

  private final String suffix;

  Compression(String suffix) {
    this.suffix = suffix;
  }

  /** The name of the packed file for a file of this name. */
  String nameFor(String jsonName) {
    return jsonName + suffix;
  }

  /** A stream that packs into {@code out}; for a zip, {@code jsonName} is the name within. */
  OutputStream wrap(OutputStream out, String jsonName) throws IOException {
    return switch (this) {
      case NONE -> out;
      case GZIP -> new GZIPOutputStream(out, BUFFER);
      case ZIP -> zip(out, jsonName);
    };
  }

  private static OutputStream zip(OutputStream out, String jsonName) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    ZipEntry entry = new ZipEntry(jsonName);
    // A fixed time: the same options give the same archive on every day.
    entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
    zip.putNextEntry(entry);
    return new FilterOutputStream(zip) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        // FilterOutputStream would write byte by byte.
        zip.write(bytes, offset, length);
      }
    };
  }
}

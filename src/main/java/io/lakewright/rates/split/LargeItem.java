package io.lakewright.rates.split;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The item being walked because it is too large to be held: its header so far, where the walk is,
 * and, when its rates stand before its code, the rates on local disk.
 */
final class LargeItem {
  final long offset;
  final Members header = new Members();
  long entries;
  int part;
  long entryOffset;
  byte[] partName;
  boolean sawRates;
  ByteWindow outer;

  private int changesAtRates;
  private byte[] ratesPrefix;
  private Path spill;
  private long spillOffset;
  private InputStream spillStream;

  /**
   * @param offset position of the item in the file
   */
  LargeItem(long offset) {
    this.offset = offset;
  }

  /** From here on the header is used in slices. */
  void ratesSeen() {
    sawRates = true;
    changesAtRates = header.changes();
    ratesPrefix = null;
  }

  /** Whether members were met after slices with the header had been cut. */
  boolean hasLateHeader() {
    return sawRates && header.changes() > changesAtRates;
  }

  /** What stands before the entries of a slice. */
  byte[] ratesPrefix() {
    if (ratesPrefix == null) {
      ratesPrefix = header.followedBy(Names.bytes("\"negotiated_rates\":["));
    }
    return ratesPrefix;
  }

  /** What stands before some providers or prices of one entry. */
  byte[] partPrefix() {
    return header.followedBy(
        Names.bytes("\"negotiated_rates\":[{\"" + new String(partName, UTF_8) + "\":["));
  }

  boolean hasSpilled() {
    return spill != null;
  }

  /** Moves the array at the window's position to local disk. */
  void spill(ByteWindow window) {
    spillOffset = window.offset(window.position);
    try {
      spill = Files.createTempFile("lakewright-item", ".json");
      try (OutputStream out = Files.newOutputStream(spill)) {
        window.copyContainer(out);
      }
    } catch (IOException e) {
      closeSpill();
      throw new UncheckedIOException("Cannot keep a large item in the local temporary folder", e);
    }
  }

  /** A window on what was spilled, with its positions in the file. */
  ByteWindow openSpill() {
    try {
      spillStream = new BufferedInputStream(Files.newInputStream(spill));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ByteWindow window = new ByteWindow(spillStream, spillOffset, 256 * 1024);
    window.peek();
    return window;
  }

  void closeSpill() {
    outer = null;
    if (spill == null) {
      return;
    }
    try {
      if (spillStream != null) {
        spillStream.close();
      }
      Files.deleteIfExists(spill);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    spill = null;
  }
}

package io.lakewright.source;

import io.lakewright.source.DocumentException.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/** A document's bytes, with every failure given its place, and with an end to bombs. */
final class DocumentStream extends InputStream {
  private static final long READ_AHEAD = PeekStream.CAPACITY;

  private final InputStream in;
  private final Limits limits;
  private final LongSupplier storedBytes;
  private final long storedBefore;
  private long count;
  private IOException failure;

  /**
   * @param storedBytes how much of the stored file has been read
   */
  DocumentStream(InputStream in, Limits limits, LongSupplier storedBytes) {
    this.in = in;
    this.limits = limits;
    this.storedBytes = storedBytes;
    this.storedBefore = storedBytes.getAsLong();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (failure != null) {
      throw failure;
    }
    try {
      requirePlausible();
      int read = in.read(bytes, offset, length);
      count += Math.max(0, read);
      return read;
    } catch (IOException | RuntimeException e) {
      failure = placed(e);
      throw failure;
    }
  }

  private void requirePlausible() throws DocumentException {
    if (count > limits.unquestioned()) {
      long stored = storedBytes.getAsLong() - storedBefore + READ_AHEAD;
      if (count / stored >= limits.ratio()) {
        throw new DocumentException(
            Reason.BOMB,
            "It unpacks to more than %,d times what is stored, which real files do not"
                .formatted(limits.ratio()));
      }
    }
  }

  /** Unpacking libraries report damage in many ways, unchecked ones among them. */
  private IOException placed(Exception e) {
    if (e instanceof StorageException storage) {
      return storage;
    }
    if (e instanceof DocumentException document) {
      return document.at(count);
    }
    boolean cut =
        e instanceof EOFException
            || String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("truncated");
    String problem =
        cut ? "The packed data ends early" : "The packed data is damaged: " + e.getMessage();
    return new DocumentException(cut ? Reason.TRUNCATED : Reason.CORRUPT, problem, e).at(count);
  }
}

package io.lakewright.source;

import io.lakewright.source.DocumentException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks deflate data up to its own end; the bytes after it stay in the input. Can be started
 * again on the next piece. Unlike {@link java.util.zip.InflaterInputStream}, gives what was
 * unpacked before damage.
 */
final class InflatedStream extends InputStream {
  private final PeekStream input;
  private final String what;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private DocumentException failure;

  /**
   * @param what the data in messages, such as "gzip data"
   */
  InflatedStream(PeekStream input, String what) {
    this.input = input;
    this.what = what;
  }

  /** Checksum of what was given since the start. */
  long crc() {
    return crc.getValue();
  }

  /** Bytes given since the start. */
  long count() {
    return inflater.getBytesWritten();
  }

  /** Ready for the next piece of data. */
  void restart() {
    inflater.reset();
    crc.reset();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    if (len == 0) {
      return 0;
    }
    while (failure == null && !inflater.finished()) {
      if (inflater.needsInput()) {
        if (input.position == input.limit && !input.fill()) {
          throw new DocumentException(Reason.TRUNCATED, "The " + what + " ends early");
        }
        inflater.setInput(input.bytes, input.position, input.limit - input.position);
      }
      int read = inflate(b, off, len);
      if (read > 0) {
        crc.update(b, off, read);
        return read;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return -1;
  }

  private int inflate(byte[] b, int off, int len) {
    long before = inflater.getBytesWritten();
    try {
      int read = inflater.inflate(b, off, len);
      input.position = input.limit - inflater.getRemaining();
      if (inflater.needsDictionary()) {
        failure = damaged("a preset dictionary is wanted", null);
      }
      return read;
    } catch (DataFormatException e) {
      failure = damaged(e.getMessage(), e);
      // What was decoded before the fault is in the array already.
      return (int) (inflater.getBytesWritten() - before);
    }
  }

  private DocumentException damaged(String why, Throwable cause) {
    return new DocumentException(Reason.CORRUPT, "The " + what + " is damaged: " + why, cause);
  }

  /** Frees memory; what is read from stays open. */
  @Override
  public void close() {
    inflater.end();
  }
}

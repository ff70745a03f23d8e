package io.lakewright.source;

import java.io.IOException;
import java.io.InputStream;

/**
 * A buffered stream whose next bytes can be looked at. Failures in looking ahead come when the
 * bytes before them have been read. Fields are package-private for decoders that work on the
 * buffer.
 */
final class PeekStream extends InputStream {
  static final int CAPACITY = 128 * 1024;

  private final InputStream in;
  private IOException failure;

  final byte[] bytes = new byte[CAPACITY];
  int position;
  int limit;

  PeekStream(InputStream in) {
    this.in = in;
  }

  /** Buffers {@code count} bytes if there are so many; how many are buffered. */
  int peek(int count) {
    try {
      while (limit - position < count && failure == null && more()) {
        // Reads on.
      }
    } catch (IOException e) {
      failure = e;
    }
    return limit - position;
  }

  /** The buffered byte at a distance, 0 to 255. */
  int ahead(int distance) {
    return bytes[position + distance] & 0xff;
  }

  /** Fills the empty buffer; false at the end. */
  boolean fill() throws IOException {
    if (failure != null) {
      throw failure;
    }
    return more();
  }

  private boolean more() throws IOException {
    if (position == limit) {
      position = 0;
      limit = 0;
    } else if (limit == bytes.length) {
      System.arraycopy(bytes, position, bytes, 0, limit - position);
      limit -= position;
      position = 0;
    }
    int read = in.read(bytes, limit, bytes.length - limit);
    limit += Math.max(0, read);
    return read >= 0;
  }

  @Override
  public int read() throws IOException {
    return position < limit || fill() ? bytes[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == limit) {
      if (failure != null) {
        throw failure;
      }
      if (length >= bytes.length) {
        return in.read(target, offset, length);
      }
      if (!more()) {
        return -1;
      }
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(bytes, position, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() {
    return limit - position;
  }

  /** Does nothing: what is read from stays open for what follows. */
  @Override
  public void close() {}
}

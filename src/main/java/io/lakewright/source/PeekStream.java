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
  private long base;

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

  /** Whether looking ahead met a failure, which reading will meet. */
  boolean hasFailed() {
    return failure != null;
  }

  /** The buffered byte at a distance, 0 to 255. */
  int ahead(int distance) {
    return bytes[position + distance] & 0xff;
  }

  /** The buffered unsigned little-endian 16-bit number at a distance. */
  int shortAhead(int distance) {
    return ahead(distance) | ahead(distance + 1) << 8;
  }

  /** The buffered unsigned little-endian 32-bit number at a distance. */
  long intAhead(int distance) {
    return shortAhead(distance) | (long) shortAhead(distance + 2) << 16;
  }

  /** The buffered little-endian 64-bit number at a distance. */
  long longAhead(int distance) {
    return intAhead(distance) | intAhead(distance + 4) << 32;
  }

  /** Bytes of the stream before the position. */
  long offset() {
    return base + position;
  }

  /** Whether there are so many more bytes, which are then buffered. */
  boolean has(int count) throws IOException {
    if (peek(count) >= count) {
      return true;
    }
    if (failure != null) {
      throw failure;
    }
    return false;
  }

  /** Passes over bytes; false if there are less. */
  boolean pass(long count) throws IOException {
    long left = count;
    while (left > 0) {
      if (position == limit && !fill()) {
        return false;
      }
      int step = (int) Math.min(left, limit - position);
      position += step;
      left -= step;
    }
    return true;
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
      base += position;
      position = 0;
      limit = 0;
    } else if (limit == bytes.length) {
      System.arraycopy(bytes, position, bytes, 0, limit - position);
      limit -= position;
      base += position;
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
        int read = in.read(target, offset, length);
        base += Math.max(0, read);
        return read;
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

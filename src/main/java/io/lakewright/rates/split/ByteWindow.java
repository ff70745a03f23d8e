package io.lakewright.rates.split;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The stretch of a byte stream that is in memory: from a {@link #mark} that is kept, or else the
 * {@link #position}, to what was read last. Moves along the stream by {@link #fill}; fields are
 * package-private because the splitter's inner loops work on them directly.
 */
final class ByteWindow {
  private static final int MIN_READ = 32 * 1024;

  /** How the scan of a value ended. */
  enum End {
    /** The position is just after the value. */
    CLOSED,
    /** The value is longer than allowed; the position is somewhere in it. */
    TOO_LONG,
    /** The stream ends within the value. */
    CUT
  }

  private final InputStream in;
  private final JsonBlocks blocks = new JsonBlocks();
  private long base;
  private boolean ended;
  private String failure;
  private boolean scanningString;
  private boolean escapePending;

  byte[] bytes;
  int position;
  int limit;
  int mark = -1;

  /**
   * @param in the stream; not closed here
   * @param base its position in the file, for {@link #offset}
   * @param capacity bytes held at first; grows when a marked value needs it
   */
  ByteWindow(InputStream in, long base, int capacity) {
    this.in = in;
    this.base = base;
    this.bytes = new byte[capacity];
  }

  /** Position in the file of the byte at {@code index}. */
  long offset(int index) {
    return base + index;
  }

  /** Why the stream ended early, null if it did not. */
  String failure() {
    return failure;
  }

  /** Reads on; all indices move. False at the end of the stream. */
  boolean fill() {
    if (ended) {
      return false;
    }
    int keep = mark >= 0 ? mark : position;
    if (keep > 0) {
      System.arraycopy(bytes, keep, bytes, 0, limit - keep);
      base += keep;
      position -= keep;
      limit -= keep;
      mark = mark >= 0 ? 0 : -1;
    }
    if (bytes.length - limit < MIN_READ) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    int before = limit;
    try {
      while (limit - before < MIN_READ) {
        int read = in.read(bytes, limit, bytes.length - limit);
        if (read < 0) {
          ended = true;
          break;
        }
        limit += read;
      }
    } catch (IOException e) {
      ended = true;
      failure = e.getMessage();
    }
    return limit > before;
  }

  /** The next byte that is not white space, not consumed; -1 at the end. */
  int peek() {
    for (; ; ) {
      while (position < limit) {
        byte b = bytes[position];
        if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
          return b & 0xFF;
        }
        position++;
      }
      if (!fill()) {
        return -1;
      }
    }
  }

  /** Moves past a value of any kind, keeping it from the mark on while it has at most max bytes. */
  End value(int max) {
    int first = peek();
    if (first < 0) {
      return End.CUT;
    }
    if (first == '{' || first == '[') {
      blocks.start();
      scanningString = false;
      return containerFrom(position, max);
    }
    if (first == '"') {
      position++;
      scanningString = true;
      escapePending = false;
      return stringFrom(max - 1);
    }
    return literal(max);
  }

  /** Moves past the rest of a value that was too long, keeping nothing. */
  End discard() {
    mark = -1;
    return scanningString
        ? stringFrom(Integer.MAX_VALUE)
        : containerFrom(position, Integer.MAX_VALUE);
  }

  /** Moves past the rest of an object whose opening bracket and some members were read. */
  End discardObject() {
    mark = -1;
    blocks.startInside();
    scanningString = false;
    return containerFrom(position, Integer.MAX_VALUE);
  }

  /** Moves past the container at the position, writing it to {@code out}, also when it is cut. */
  void copyContainer(OutputStream out) throws IOException {
    mark = -1;
    blocks.start();
    for (; ; ) {
      int end = blocks.scan(bytes, position, limit);
      int to = end < 0 ? limit : end;
      out.write(bytes, position, to - position);
      position = to;
      if (end >= 0 || !fill()) {
        return;
      }
    }
  }

  private End containerFrom(int from, int max) {
    int room = max;
    int at = from;
    for (; ; ) {
      int end = blocks.scan(bytes, at, limit);
      if (end >= 0) {
        room -= end - at;
        position = end;
        return room < 0 ? End.TOO_LONG : End.CLOSED;
      }
      if (max != Integer.MAX_VALUE) {
        room -= limit - at;
      }
      position = limit;
      if (room < 0) {
        return End.TOO_LONG;
      }
      if (!fill()) {
        return End.CUT;
      }
      at = position;
    }
  }

  private End stringFrom(int max) {
    int room = max;
    for (; ; ) {
      int start = position;
      while (position < limit) {
        byte b = bytes[position++];
        if (escapePending) {
          escapePending = false;
        } else if (b == '\\') {
          escapePending = true;
        } else if (b == '"') {
          return End.CLOSED;
        }
      }
      if (max != Integer.MAX_VALUE) {
        room -= position - start;
      }
      if (room < 0) {
        return End.TOO_LONG;
      }
      if (!fill()) {
        return End.CUT;
      }
    }
  }

  /** A number, true, false, null, or something malformed, up to the next separator. */
  private End literal(int max) {
    int length = 0;
    for (; ; ) {
      while (position < limit) {
        byte b = bytes[position];
        if (b == ',' || b == '}' || b == ']' || b == ':' || b == '"' || b == ' ' || b == '\n'
            || b == '\r' || b == '\t' || b == '{' || b == '[') {
          return End.CLOSED;
        }
        position++;
        // What does not end as any number must end is left for the caller to see as a wrong
        // separator.
        if (++length > max) {
          return End.CLOSED;
        }
      }
      if (!fill()) {
        return length == 0 ? End.CUT : End.CLOSED;
      }
    }
  }

  /** Whether the bytes in [from, to) spell {@code text}. */
  boolean spells(int from, int to, byte[] text) {
    return Arrays.equals(bytes, from, to, text, 0, text.length);
  }

  /**
   * Text from {@code from} on, for people: at most {@code max} bytes, as far as it is in memory.
   */
  String text(int from, int max) {
    int to = Math.min(limit, from + max);
    return from >= to ? "" : new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }
}

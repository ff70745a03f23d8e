package io.lakewright.sample;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Writes JSON as bytes through a small buffer and knows how many there were. */
final class JsonBytes implements AutoCloseable {
  private static final int CAPACITY = 1 << 16;
  private static final int LONGEST_NUMBER = 24;

  private final OutputStream out;
  private final byte[] buffer = new byte[CAPACITY];
  private final byte[] digits = new byte[LONGEST_NUMBER];
  private int filled;
  private long flushed;

  JsonBytes(OutputStream out) {
    this.out = out;
  }

  /** The bytes of a text that is ASCII or already escaped. */
  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A JSON string, quotes included. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  long position() {
    return flushed + filled;
  }

  JsonBytes raw(byte[] bytes) {
    if (bytes.length > CAPACITY - filled) {
      flush();
      if (bytes.length > CAPACITY) {
        emit(bytes, bytes.length);
        return this;
      }
    }
    System.arraycopy(bytes, 0, buffer, filled, bytes.length);
    filled += bytes.length;
    return this;
  }

  JsonBytes raw(String text) {
    return raw(ascii(text));
  }

  JsonBytes raw(char c) {
    if (filled == CAPACITY) {
      flush();
    }
    buffer[filled++] = (byte) c;
    return this;
  }

  /** A number that is not negative. */
  JsonBytes number(long value) {
    return number(value, 1);
  }

  /** A number that is not negative, filled up with zeros in front to {@code width} digits. */
  JsonBytes number(long value, int width) {
    int at = LONGEST_NUMBER;
    long rest = value;
    do {
      digits[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0 || LONGEST_NUMBER - at < width);
    int length = LONGEST_NUMBER - at;
    if (length > CAPACITY - filled) {
      flush();
    }
    System.arraycopy(digits, at, buffer, filled, length);
    filled += length;
    return this;
  }

  /** Hundredths as a number with two decimals. */
  JsonBytes cents(long cents) {
    return number(cents / 100).raw('.').number(cents % 100, 2);
  }

  private void flush() {
    emit(buffer, filled);
    filled = 0;
  }

  private void emit(byte[] bytes, int length) {
    try {
      out.write(bytes, 0, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    flushed += length;
  }

  @Override
  public void close() throws IOException {
    flush();
    out.close();
  }
}

package io.lakewright.source;

import io.lakewright.source.DocumentException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * Unpacks gzip: any number of members, one after another; zeros after the last are ignored, other
 * bytes too, but told. {@link java.util.zip.GZIPInputStream} does not tell data that was cut from
 * data that ends, and keeps what it unpacked before damage to itself.
 */
final class GzipStream extends InputStream {
  private static final int HAS_HEADER_CRC = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;

  private final PeekStream in;
  private final Consumer<String> remarks;
  private final InflatedStream member;
  private boolean inMember;
  private boolean ended;
  private IOException failure;

  /**
   * @param remarks told what is odd but harmless
   */
  GzipStream(PeekStream in, Consumer<String> remarks) {
    this.in = in;
    this.remarks = remarks;
    this.member = new InflatedStream(in, "gzip data");
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (failure != null) {
      throw failure;
    }
    try {
      while (!ended) {
        if (!inMember) {
          header();
          continue;
        }
        int count = member.read(bytes, offset, length);
        if (count >= 0) {
          return count;
        }
        trailer();
      }
      return -1;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** Reads a member's header; the first one's magic bytes are known to be there. */
  private void header() throws IOException {
    in.position += 2;
    int method = next();
    int flags = next();
    if (method != 8 || (flags & 0xe0) != 0) {
      throw new DocumentException(
          Reason.CORRUPT,
          "The gzip data is packed in an unknown way (method %d)".formatted(method));
    }
    skip(6);
    if ((flags & HAS_EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    if ((flags & HAS_NAME) != 0) {
      skipText();
    }
    if ((flags & HAS_COMMENT) != 0) {
      skipText();
    }
    if ((flags & HAS_HEADER_CRC) != 0) {
      skip(2);
    }
    member.restart();
    inMember = true;
  }

  private void trailer() throws IOException {
    long checksum = int32();
    long size = int32();
    if (checksum != member.crc() || size != (member.count() & 0xffffffffL)) {
      throw new DocumentException(
          Reason.CHECKSUM, "The gzip data is damaged: its checksum does not fit");
    }
    inMember = false;
    int there = in.peek(2);
    if (there >= 1 && in.ahead(0) == 0x1f && (there == 1 || in.ahead(1) == 0x8b)) {
      if (there == 1) {
        throw cut();
      }
      return;
    }
    long zeros = 0;
    while (in.peek(1) > 0 && in.ahead(0) == 0) {
      in.position++;
      zeros++;
    }
    if (in.peek(1) > 0) {
      remarks.accept(
          "The gzip data is followed by something else%s, which was ignored"
              .formatted(zeros == 0 ? "" : " after %,d zeros".formatted(zeros)));
    } else {
      // The end, or a failure to read on.
      in.read();
    }
    ended = true;
  }

  private long int32() throws IOException {
    return next() | next() << 8 | next() << 16 | (long) next() << 24;
  }

  private int next() throws IOException {
    int value = in.read();
    if (value < 0) {
      throw cut();
    }
    return value;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  private void skipText() throws IOException {
    while (next() != 0) {
      // Up to the zero at its end.
    }
  }

  private static DocumentException cut() {
    return new DocumentException(Reason.TRUNCATED, "The gzip data ends early");
  }

  /** Frees memory; what is read from stays open. */
  @Override
  public void close() {
    member.close();
  }
}

package io.lakewright.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * What stands before an entry's data in a zip.
 *
 * @param name path within the archive
 * @param flags general purpose flags
 * @param method how it is compressed
 * @param crc checksum of the content, unless {@link #hasDescriptor}
 * @param stored bytes of data, -1 if only the descriptor behind them tells
 * @param length bytes of content, -1 if only the descriptor tells
 */
record ZipEntryHeader(String name, int flags, int method, long crc, long stored, long length) {
  static final long SIGNATURE = 0x04034B50L;
  private static final int ENCRYPTED = 1;
  private static final int DESCRIPTOR = 8;
  private static final long IN_EXTRA = 0xFFFF_FFFFL;
  private static final int FIXED = 30;

  /** Reads the header at the input's position and moves past it; null if it is cut off. */
  static ZipEntryHeader read(PeekStream input) throws IOException {
    if (!input.has(FIXED)) {
      return null;
    }
    int flags = input.shortAhead(6);
    int method = input.shortAhead(8);
    long crc = input.intAhead(14);
    long stored = input.intAhead(18);
    long length = input.intAhead(22);
    int nameLength = input.shortAhead(26);
    int extraLength = input.shortAhead(28);
    input.position += FIXED;
    if (!input.has(nameLength)) {
      return null;
    }
    String name = text(input.bytes, input.position, nameLength);
    input.position += nameLength;
    if (!input.has(extraLength)) {
      return null;
    }
    int at = 0;
    while (at + 4 <= extraLength) {
      int size = input.shortAhead(at + 2);
      // Zip64: the two lengths that do not fit above, in this order.
      if (input.shortAhead(at) == 1 && size >= 16 && at + 20 <= extraLength) {
        length = length == IN_EXTRA ? input.longAhead(at + 4) : length;
        stored = stored == IN_EXTRA ? input.longAhead(at + 12) : stored;
      }
      at += 4 + size;
    }
    input.position += extraLength;
    boolean later = (flags & DESCRIPTOR) != 0 && stored == 0;
    return new ZipEntryHeader(name, flags, method, crc, later ? -1 : stored, later ? -1 : length);
  }

  boolean isEncrypted() {
    return (flags & ENCRYPTED) != 0;
  }

  boolean hasDescriptor() {
    return (flags & DESCRIPTOR) != 0;
  }

  private static String text(byte[] bytes, int from, int length) {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, from, length))
              .toString();
    } catch (CharacterCodingException e) {
      text = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }
    return text.replaceAll("\\p{Cntrl}", "?").replace('\\', '/');
  }
}

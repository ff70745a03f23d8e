package io.lakewright.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The list of contents at the end of a zip archive. */
final class ZipDirectory {
  private static final int TAIL = 64 * 1024;
  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int ENTRY = 0x02014b50;
  private static final int ENTRY_LENGTH = 46;

  private ZipDirectory() {}

  /**
   * Whether an archive holds more than one file that may be a document, as far as its end tells.
   * Archives that were cut, or that cannot be read from the end, count as holding one.
   */
  static boolean holdsSeveral(StoredFile file) {
    if (file.length() < END_LENGTH) {
      return false;
    }
    try {
      return several(ByteBuffer.wrap(tail(file)).order(ByteOrder.LITTLE_ENDIAN));
    } catch (IOException | StoredFile.NotRetriable e) {
      return false;
    }
  }

  private static byte[] tail(StoredFile file) throws IOException, StoredFile.NotRetriable {
    int length = (int) Math.min(TAIL, file.length());
    try (InputStream in = file.open(file.length() - length)) {
      return in.readNBytes(length);
    }
  }

  private static boolean several(ByteBuffer tail) {
    for (int end = tail.limit() - END_LENGTH; end >= 0; end--) {
      if (tail.getInt(end) == END) {
        long length = Integer.toUnsignedLong(tail.getInt(end + 12));
        // A list longer than the tail has hundreds of entries, or is kept in the zip64 form.
        return length > end
            ? Short.toUnsignedInt(tail.getShort(end + 10)) > 1
            : documents(tail, (int) (end - length), end) > 1;
      }
    }
    return false;
  }

  private static int documents(ByteBuffer tail, int from, int to) {
    int found = 0;
    int place = from;
    while (place + ENTRY_LENGTH <= to && tail.getInt(place) == ENTRY) {
      int nameLength = Short.toUnsignedInt(tail.getShort(place + 28));
      int name = place + ENTRY_LENGTH;
      if (name + nameLength > to) {
        break;
      }
      byte[] text = new byte[nameLength];
      tail.get(name, text);
      found += mayBeDocument(new String(text, StandardCharsets.UTF_8)) ? 1 : 0;
      place =
          name
              + nameLength
              + Short.toUnsignedInt(tail.getShort(place + 30))
              + Short.toUnsignedInt(tail.getShort(place + 32));
    }
    return found;
  }

  /** Whether it is neither a folder nor what macOS adds, judged by its path in the archive. */
  static boolean mayBeDocument(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1);
    return !file.isEmpty() && !file.startsWith(".") && !name.startsWith("__MACOSX/");
  }
}

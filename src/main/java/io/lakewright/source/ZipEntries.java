package io.lakewright.source;

import io.lakewright.source.DocumentException.Reason;
import java.io.IOException;
import java.io.InputStream;

/**
 * The entries of a zip archive in the order in which they are stored, read from front to back: one
 * pass, from any storage. The list of contents at the end is not needed; it is only checked to be
 * there, because without it entries may be missing.
 *
 * <p>Written for the large blocks that a fast pass needs: a general library reads by 512 bytes, and
 * takes an archive cut between two entries for one that ends.
 */
final class ZipEntries {
  private static final long LISTED = 0x02014B50L;
  private static final long LIST_SIGNATURE = 0x05054B50L;
  private static final long EXTRA_DATA = 0x08064B50L;
  private static final long END_64 = 0x06064B50L;
  private static final long END_64_PLACE = 0x07064B50L;
  private static final long END = 0x06054B50L;
  private static final long SPANNED = 0x08074B50L;
  private static final long ONCE_SPANNED = 0x30304B50L;

  private final PeekStream in;
  private ZipEntryHeader header;
  private ZipEntryStream entry;
  private long entries;
  private boolean ended;

  /**
   * @param in positioned at the first entry
   */
  ZipEntries(PeekStream in) {
    this.in = in;
  }

  /**
   * Goes to the next entry; false at the end. Folders and what macOS adds are passed over.
   *
   * @throws IOException once, if the archive is damaged there; then there are no further entries
   */
  boolean next() throws IOException {
    try {
      while (!ended && advance()) {
        if (ZipDirectory.mayBeDocument(header.name())) {
          return true;
        }
      }
      ended = true;
      return false;
    } catch (IOException | RuntimeException e) {
      ended = true;
      throw e;
    }
  }

  /** The path in the archive. */
  String name() {
    return header.name();
  }

  /** The entry's bytes. */
  InputStream stream() {
    return entry;
  }

  private boolean advance() throws IOException {
    if (entry != null) {
      try (ZipEntryStream left = entry) {
        entry = null;
        if (!left.leave()) {
          // The entry has told it.
          return false;
        }
      }
    }
    requireHeader();
    if (entries == 0 && (in.intAhead(0) == SPANNED || in.intAhead(0) == ONCE_SPANNED)) {
      in.position += 4;
      requireHeader();
    }
    if (in.intAhead(0) != ZipEntryHeader.SIGNATURE) {
      end();
      return false;
    }
    header = ZipEntryHeader.read(in);
    if (header == null) {
      throw cut();
    }
    entries++;
    entry = new ZipEntryStream(in, header);
    return true;
  }

  /** Passes the list of contents, record by record. */
  private void end() throws IOException {
    for (; ; ) {
      requireHeader();
      long signature = in.intAhead(0);
      if (signature == END) {
        pass(22, 20, 1);
        return;
      } else if (signature == LISTED) {
        pass(46, 28, 3);
      } else if (signature == LIST_SIGNATURE) {
        pass(6, 4, 1);
      } else if (signature == EXTRA_DATA) {
        require(8);
        passAll(8 + in.intAhead(4));
      } else if (signature == END_64) {
        require(12);
        passAll(12 + in.longAhead(4));
      } else if (signature == END_64_PLACE) {
        passAll(20);
      } else {
        throw new DocumentException(
            Reason.CORRUPT, "The zip archive is damaged behind its entry " + entries);
      }
    }
  }

  /** Passes a record with variable parts, whose 16-bit lengths stand together in its fixed part. */
  private void pass(int fixed, int lengthsAt, int lengths) throws IOException {
    require(fixed);
    long size = fixed;
    for (int i = 0; i < lengths; i++) {
      size += in.shortAhead(lengthsAt + 2 * i);
    }
    passAll(size);
  }

  private void passAll(long size) throws IOException {
    if (size < 0 || !in.pass(size)) {
      throw cut();
    }
  }

  private void requireHeader() throws IOException {
    require(4);
  }

  private void require(int count) throws IOException {
    if (!in.has(count)) {
      throw cut();
    }
  }

  private DocumentException cut() {
    return new DocumentException(
        Reason.TRUNCATED, "The zip archive ends early, behind its entry " + entries);
  }
}

package io.lakewright.source;

import io.lakewright.source.DocumentException.Reason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/**
 * The entries of a zip archive in the order in which they are stored, read from front to back: one
 * pass, from any storage.
 */
final class ZipEntries {
  private final ZipArchiveInputStream zip;
  private ZipArchiveEntry current;
  private ZipArchiveEntry following;
  private IOException failure;
  private boolean ended;
  private boolean broken;

  ZipEntries(InputStream in) {
    this.zip = new ZipArchiveInputStream(in, "UTF-8", true, false, true);
  }

  /**
   * Goes to the next entry; false at the end. Folders and what macOS adds are passed over.
   *
   * @throws IOException once, if the archive is damaged there; then there are no further entries
   */
  boolean next() throws IOException {
    do {
      advance();
      current = following;
      following = null;
      if (failure != null) {
        IOException once = failure;
        failure = null;
        current = null;
        ended = true;
        throw once;
      }
    } while (current != null && isBeside(current));
    return current != null;
  }

  private void advance() {
    if (following != null || failure != null || ended) {
      return;
    }
    try {
      ArchiveEntry entry = zip.getNextEntry();
      following = (ZipArchiveEntry) entry;
      ended = entry == null;
    } catch (IOException | RuntimeException e) {
      if (broken) {
        // The entry before has told it.
        ended = true;
        return;
      }
      failure = e instanceof IOException io ? io : new IOException(e.getMessage(), e);
    }
  }

  /** The path in the archive. */
  String name() {
    return current.getName();
  }

  /** The entry's bytes. */
  InputStream stream() throws DocumentException {
    if (current.getGeneralPurposeBit().usesEncryption()) {
      throw new DocumentException(
          Reason.UNSUPPORTED, "The zip entry %s is encrypted".formatted(name()));
    }
    if (!zip.canReadEntryData(current)) {
      throw new DocumentException(
          Reason.UNSUPPORTED,
          "The zip entry %s is packed by a method that cannot be read in one pass (method %d%s)"
              .formatted(
                  name(),
                  current.getMethod(),
                  current.getGeneralPurposeBit().usesDataDescriptor() ? ", length unknown" : ""));
    }
    return new Checked(zip, current);
  }

  private static boolean isBeside(ZipArchiveEntry entry) {
    return entry.isDirectory() || !ZipDirectory.mayBeDocument(entry.getName());
  }

  /** Compares the checksum at the end, which may be known only when the next entry begins. */
  private final class Checked extends FilterInputStream {
    private final ZipArchiveEntry entry;
    private final CRC32 crc = new CRC32();
    private boolean checked;

    Checked(ZipArchiveInputStream zip, ZipArchiveEntry entry) {
      super(zip);
      this.entry = entry;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read;
      try {
        read = checked ? -1 : super.read(bytes, offset, length);
      } catch (IOException | RuntimeException e) {
        broken = true;
        throw e;
      }
      if (read > 0) {
        crc.update(bytes, offset, read);
      } else if (read < 0 && !checked) {
        checked = true;
        advance();
        if (entry.getCrc() == -1 && failure != null) {
          IOException once = failure;
          failure = null;
          ended = true;
          throw once;
        }
        if (entry.getCrc() != -1 && entry.getCrc() != crc.getValue()) {
          throw new DocumentException(
              Reason.CHECKSUM,
              "The zip entry %s is damaged: its checksum does not fit".formatted(entry.getName()));
        }
      }
      return read;
    }

    @Override
    public void close() {
      // The archive stays open for the entries that follow.
    }
  }
}

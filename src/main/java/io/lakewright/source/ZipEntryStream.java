package io.lakewright.source;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.lakewright.source.DocumentException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.deflate64.Deflate64CompressorInputStream;

/** The content of one zip entry, checked against its length and checksum at its end. */
final class ZipEntryStream extends InputStream {
  private static final int STORE = 0;
  private static final int DEFLATE = 8;
  private static final int DEFLATE64 = 9;
  private static final int BZIP2 = 12;
  private static final int ZSTD = 93;
  private static final int UNWANTED = 64 * 1024;
  private static final long DESCRIPTOR_SIGNATURE = 0x08074B50L;

  private final PeekStream input;
  private final ZipEntryHeader header;
  private final long start;
  private InputStream decoder;
  private final CRC32 crc = new CRC32();
  private long count;
  private boolean ended;
  private Exception failure;

  /**
   * @param input positioned at the data
   */
  ZipEntryStream(PeekStream input, ZipEntryHeader header) {
    this.input = input;
    this.header = header;
    this.start = input.offset();
  }

  /** Opened at the first read, because some decoders begin to read when they are made. */
  private InputStream open() throws IOException {
    if (header.isEncrypted()) {
      throw new DocumentException(
          Reason.UNSUPPORTED, "The zip entry %s is encrypted".formatted(header.name()));
    }
    int method = header.method();
    boolean endsItself = method == DEFLATE || method == DEFLATE64;
    return switch (header.stored() < 0 && !endsItself ? -1 : method) {
      case STORE -> data();
      case DEFLATE -> new InflatedStream(input, "zip data");
      case DEFLATE64 -> new Deflate64CompressorInputStream(input);
      case BZIP2 -> new BZip2CompressorInputStream(data(), true);
      case ZSTD -> new ZstdInputStreamNoFinalizer(data());
      default ->
          throw new DocumentException(
              Reason.UNSUPPORTED,
              "The zip entry %s is packed by a method that cannot be read in one pass (method %d%s)"
                  .formatted(header.name(), method, header.stored() < 0 ? ", length unknown" : ""));
    };
  }

  private InputStream data() {
    return new InputStream() {
      private long left = header.stored();

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] b, int off, int len) throws IOException {
        if (left == 0) {
          return -1;
        }
        int read = input.read(b, off, (int) Math.min(len, left));
        if (read < 0) {
          throw cut();
        }
        left -= read;
        return read;
      }
    };
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    if (ended) {
      return -1;
    }
    try {
      if (decoder == null) {
        decoder = open();
      }
      int read = decoder.read(b, off, len);
      if (read >= 0) {
        crc.update(b, off, read);
        count += read;
        return read;
      }
      check();
      ended = true;
      return -1;
    } catch (IOException | RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  private void check() throws IOException {
    long expectedCrc = header.crc();
    if (header.stored() < 0) {
      expectedCrc = descriptor();
    } else {
      passData();
      if (header.length() != count) {
        throw differs("length");
      }
      if (header.hasDescriptor()) {
        expectedCrc = passDescriptor(header.stored(), header.length());
      }
    }
    if (expectedCrc != crc.getValue()) {
      throw differs("checksum");
    }
  }

  /** The checksum in the descriptor, whose lengths must be those seen. */
  private long descriptor() throws IOException {
    return passDescriptor(input.offset() - start, count);
  }

  /** Lengths in a descriptor have four bytes or eight, and only their values tell which. */
  private long passDescriptor(long stored, long length) throws IOException {
    int at = input.has(4) && input.intAhead(0) == DESCRIPTOR_SIGNATURE ? 4 : 0;
    if (!input.has(at + 12)) {
      throw cut();
    }
    long expectedCrc = input.intAhead(at);
    if (input.has(at + 20)
        && input.longAhead(at + 4) == stored
        && input.longAhead(at + 12) == length) {
      input.position += at + 20;
    } else if (input.intAhead(at + 4) == (stored & 0xFFFF_FFFFL)
        && input.intAhead(at + 8) == (length & 0xFFFF_FFFFL)) {
      input.position += at + 12;
    } else {
      throw input.has(at + 20) ? differs("length") : cut();
    }
    return expectedCrc;
  }

  private DocumentException differs(String property) {
    return new DocumentException(
        Reason.CHECKSUM,
        "The zip entry %s is damaged: its %s does not fit".formatted(header.name(), property));
  }

  private static DocumentException cut() {
    return new DocumentException(Reason.TRUNCATED, "The zip data ends early");
  }

  private void passData() throws IOException {
    long left = start + header.stored() - input.offset();
    if (left < 0) {
      throw differs("length");
    }
    if (!input.pass(left)) {
      throw cut();
    }
  }

  /**
   * Moves behind the data, decoding it only if nothing else tells where it ends.
   *
   * @return false if the end cannot be found because the data is damaged
   */
  boolean leave() throws IOException {
    if (!ended && header.stored() >= 0) {
      passData();
      if (header.hasDescriptor()) {
        passDescriptor(header.stored(), header.length());
      }
      ended = true;
    }
    byte[] unwanted = new byte[ended || failure != null ? 0 : UNWANTED];
    while (!ended && failure == null) {
      read(unwanted, 0, unwanted.length);
    }
    return ended;
  }

  @Override
  public void close() throws IOException {
    if (decoder != null) {
      decoder.close();
    }
  }
}

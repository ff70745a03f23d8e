package io.lakewright.source;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.lakewright.source.DocumentException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** How each kind of content is unpacked, or why it is not. */
final class Unpackers {
  private static final int SHOWN = 8;

  private Unpackers() {}

  /** Unpacks a stream of one kind. */
  static InputStream unpack(Content content, PeekStream in, Consumer<String> remarks)
      throws IOException {
    return switch (content) {
      case GZIP -> new GzipStream(in, remarks);
      case ZSTD -> new ZstdInputStreamNoFinalizer(in);
      case BZIP2 -> new LazyStream(() -> new BZip2CompressorInputStream(in, true));
      default -> throw new IllegalArgumentException("Not a packed stream: " + content);
    };
  }

  /** Why content is not a document; null if it is one. */
  static DocumentException problem(Content content, PeekStream in) {
    return switch (content) {
      case JSON -> null;
      case EMPTY -> new DocumentException(Reason.EMPTY, "There is nothing in it");
      case UTF_16 -> encoding("UTF-16");
      case UTF_32 -> encoding("UTF-32");
      case XZ -> packing("xz");
      case SEVEN_ZIP -> packing("7z");
      case MARKUP ->
          new DocumentException(
              Reason.UNSUPPORTED, "It is HTML or XML, such as a web page kept as a file, not JSON");
      default ->
          new DocumentException(
              Reason.UNSUPPORTED, "It is not JSON: it begins with the bytes " + beginning(in));
    };
  }

  private static DocumentException encoding(String name) {
    return new DocumentException(
        Reason.ENCODING, "It is written in %s; only UTF-8 is read".formatted(name));
  }

  private static DocumentException packing(String name) {
    return new DocumentException(
        Reason.UNSUPPORTED,
        "It is packed as %s, which is not read; pack it as gzip".formatted(name));
  }

  private static String beginning(PeekStream in) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < Math.min(SHOWN, in.peek(SHOWN)); i++) {
      hex.append(i == 0 ? "" : " ").append("%02x".formatted(in.ahead(i)));
    }
    return hex.toString();
  }

  /** Opens its source at the first read, so that damage at the start shows as any other. */
  private static final class LazyStream extends InputStream {
    /** Something that may fail to open. */
    interface Source {
      InputStream open() throws IOException;
    }

    private final Source source;
    private InputStream in;

    LazyStream(Source source) {
      this.source = source;
    }

    @Override
    public int read() throws IOException {
      return opened().read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return opened().read(bytes, offset, length);
    }

    private InputStream opened() throws IOException {
      if (in == null) {
        in = source.open();
      }
      return in;
    }
  }
}

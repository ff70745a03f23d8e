package io.lakewright.source;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.hadoop.conf.Configuration;

/** Packs bytes in every way, and reads documents back. */
final class Packing {
  static final Configuration HADOOP = new Configuration();

  private Packing() {}

  /** What came of one document. */
  @SuppressWarnings("ArrayRecordComponent")
  record Read(String name, byte[] content, IOException failure) {}

  /** Wraps a stream in one that packs. */
  interface Packer {
    OutputStream over(OutputStream out) throws IOException;
  }

  static byte[] gzip(byte[] content) {
    return pack(content, GZIPOutputStream::new);
  }

  static byte[] zstd(byte[] content) {
    return pack(content, ZstdOutputStream::new);
  }

  static byte[] bzip2(byte[] content) {
    return pack(content, BZip2CompressorOutputStream::new);
  }

  /** Java's zip: lengths and checksums stand behind the content. */
  static byte[] zip(String... namesAndTexts) {
    byte[][] contents = new byte[namesAndTexts.length / 2][];
    String[] names = new String[contents.length];
    for (int i = 0; i < contents.length; i++) {
      names[i] = namesAndTexts[2 * i];
      contents[i] = namesAndTexts[2 * i + 1].getBytes(StandardCharsets.UTF_8);
    }
    return zip(names, contents);
  }

  static byte[] zip(String[] names, byte[][] contents) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < names.length; i++) {
        zip.putNextEntry(new ZipEntry(names[i]));
        zip.write(contents[i]);
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static byte[] pack(byte[] content, Packer packer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = packer.over(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Writes a file and lists it as an input. */
  static SourceFile file(Path folder, String name, byte[] stored) {
    try {
      Path path = Files.write(folder.resolve(name), stored);
      return SourceFiles.list(List.of(path.toString()), HADOOP).get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Documents open(SourceFile file) {
    return Documents.open(file, HADOOP, Limits.DEFAULT);
  }

  /** Reads all documents of a file, by small pieces. */
  static List<Read> readAll(Documents documents) {
    try {
      List<Read> all = new ArrayList<>();
      while (documents.next()) {
        all.add(read(documents.name(), documents.stream()));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Read> readAll(Path folder, String name, byte[] stored) {
    try (Documents documents = open(file(folder, name, stored))) {
      return readAll(documents);
    }
  }

  static Read read(String name, InputStream in) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    byte[] piece = new byte[777];
    try {
      for (int count = in.read(piece, 0, 777); count >= 0; count = in.read(piece, 0, 777)) {
        content.write(piece, 0, count);
      }
      return new Read(name, content.toByteArray(), null);
    } catch (IOException e) {
      return new Read(name, content.toByteArray(), e);
    }
  }
}

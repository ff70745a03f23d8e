package io.lakewright.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.source.DocumentException.Reason;
import io.lakewright.source.Packing.Read;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Zip as different programs write it: lengths before or behind the content, in both widths. */
class ZipEntriesTest {
  private static final byte[] ONE = json(1);
  private static final byte[] TWO = json(2);

  @TempDir Path folder;

  private static byte[] json(int seed) {
    StringBuilder json = new StringBuilder("[");
    for (int i = 0; i < 40; i++) {
      json.append(i == 0 ? "" : ",").append((i + seed) * 7919L * 7919L % 100_003L);
    }
    return json.append(']').toString().getBytes(UTF_8);
  }

  static Stream<Arguments> kinds() throws IOException {
    return Stream.of(
        Arguments.of("lengths behind", zip(false, ZipEntry.DEFLATED, Zip64Mode.Never)),
        Arguments.of("long lengths behind", zip(false, ZipEntry.DEFLATED, Zip64Mode.Always)),
        Arguments.of("lengths before", zip(true, ZipEntry.DEFLATED, Zip64Mode.Never)),
        Arguments.of("long lengths before", zip(true, ZipEntry.DEFLATED, Zip64Mode.Always)),
        Arguments.of("not compressed", zip(true, ZipEntry.STORED, Zip64Mode.Never)),
        Arguments.of("not compressed, long", zip(true, ZipEntry.STORED, Zip64Mode.Always)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void everyKindIsRead(String kind, byte[] stored) {
    List<Read> all = Packing.readAll(folder, "f", stored);
    assertThat(all).allMatch(read -> read.failure() == null);
    assertThat(all.stream().map(Read::content)).containsExactly(ONE, TWO);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void entriesAreFoundWhetherOrNotTheOneBeforeWasRead(String kind, byte[] stored)
      throws IOException {
    try (Documents documents = Packing.open(Packing.file(folder, "f", stored))) {
      assertThat(documents.next()).isTrue();
      assertThat(documents.stream().read()).isEqualTo('[');
      assertThat(documents.next()).isTrue();
      assertThat(documents.stream().readAllBytes()).isEqualTo(TWO);
      assertThat(documents.next()).isFalse();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void noCutGoesUnnoticedNotEvenBetweenEntries(String kind, byte[] stored) throws IOException {
    Path path = folder.resolve("f");
    for (int length = 4; length < stored.length; length++) {
      Files.write(path, Arrays.copyOf(stored, length));
      try (Documents documents = Packing.open(new SourceFile("file:" + path, "f", length, true))) {
        List<Read> all = Packing.readAll(documents);
        assertThat(all.get(all.size() - 1).failure())
            .as("cut at %d of %d", length, stored.length)
            .isInstanceOfSatisfying(
                DocumentException.class,
                failure -> assertThat(failure.reason()).isEqualTo(Reason.TRUNCATED));
        byte[] given = Packing.join(all.stream().map(Read::content).toArray(byte[][]::new));
        assertThat(given).isEqualTo(Arrays.copyOf(Packing.join(ONE, TWO), given.length));
      }
    }
  }

  @Test
  void damageInOneEntryDoesNotHideTheNextIfLengthsStandBefore() throws IOException {
    byte[] stored = zip(true, ZipEntry.DEFLATED, Zip64Mode.Never);
    stored[100] ^= 0x55;
    List<Read> all = Packing.readAll(folder, "f", stored);
    assertThat(all).hasSize(2);
    assertThat(all.get(0).failure()).isInstanceOf(DocumentException.class);
    assertThat(all.get(1).failure()).isNull();
    assertThat(all.get(1).content()).isEqualTo(TWO);
  }

  /** Writers that cannot go back write lengths behind the content. */
  private static byte[] zip(boolean seekable, int method, Zip64Mode mode) throws IOException {
    SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip =
        seekable ? new ZipArchiveOutputStream(channel) : new ZipArchiveOutputStream(stream)) {
      zip.setUseZip64(mode);
      for (byte[] content : List.of(ONE, TWO)) {
        ZipArchiveEntry entry = new ZipArchiveEntry(content == ONE ? "one.json" : "two.json");
        entry.setMethod(method);
        zip.putArchiveEntry(entry);
        zip.write(content);
        zip.closeArchiveEntry();
      }
    }
    return seekable ? Arrays.copyOf(channel.array(), (int) channel.size()) : stream.toByteArray();
  }
}

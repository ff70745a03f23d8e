package io.lakewright.source;

import static io.lakewright.source.Packing.file;
import static io.lakewright.source.Packing.gzip;
import static io.lakewright.source.Packing.join;
import static io.lakewright.source.Packing.open;
import static io.lakewright.source.Packing.readAll;
import static io.lakewright.source.Packing.zip;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.source.DocumentException.Reason;
import io.lakewright.source.Packing.Read;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {
  private static final String JSON =
      "{\"a\": [\"" + "rates and more rates ".repeat(20_000) + "\"]}";
  private static final byte[] BYTES = JSON.getBytes(UTF_8);
  private static final byte[] BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  @TempDir Path folder;

  static Stream<Arguments> packings() {
    return Stream.of(
        packing("plain", bytes -> bytes),
        packing("gzip", Packing::gzip),
        packing("zstd", Packing::zstd),
        packing("bzip2", Packing::bzip2),
        packing("zip", bytes -> zip(new String[] {"a.json"}, new byte[][] {bytes})),
        packing("gzip in gzip", bytes -> gzip(gzip(bytes))),
        packing("gzip in zip", bytes -> zip(new String[] {"a"}, new byte[][] {gzip(bytes)})));
  }

  private static Arguments packing(String name, UnaryOperator<byte[]> packer) {
    return Arguments.of(name, packer);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("packings")
  void unpacksWhateverTheNameSays(String packing, UnaryOperator<byte[]> packer) {
    for (String name : List.of("rates.json", "rates.json.gz", "rates.zip", "rates")) {
      assertThat(readAll(folder, name, packer.apply(BYTES)))
          .singleElement()
          .satisfies(
              read -> {
                assertThat(read.failure()).isNull();
                assertThat(read.content()).isEqualTo(BYTES);
                assertThat(read.name()).isEqualTo(folder.resolve(name).toString());
              });
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("packings")
  void dropsTheByteOrderMark(String packing, UnaryOperator<byte[]> packer) {
    assertThat(readAll(folder, "bom", packer.apply(join(BOM, BYTES))))
        .singleElement()
        .extracting(Read::content)
        .isEqualTo(BYTES);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("packings")
  void identifiesTheStoredBytesReadToTheEndOrNot(String packing, UnaryOperator<byte[]> packer)
      throws Exception {
    byte[] stored = packer.apply(BYTES);
    SourceFile file = file(folder, "f", stored);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(stored);
    ContentId expected = new ContentId(HexFormat.of().formatHex(hash), stored.length);

    try (Documents documents = open(file)) {
      assertThat(readAll(documents)).hasSize(1);
      assertThat(documents.identity()).isEqualTo(expected);
      assertThat(documents.storedBytesRead()).isEqualTo(stored.length);
    }
    try (Documents documents = open(file)) {
      assertThat(documents.next()).isTrue();
      assertThat(documents.stream().read()).isEqualTo('{');
      assertThat(documents.identity()).isEqualTo(expected);
    }
    assertThat(ContentId.of(file, Packing.HADOOP)).isEqualTo(expected);
  }

  @Test
  void readsAllMembersOfGzip() {
    byte[] stored = join(gzip("{\"a\":".getBytes(UTF_8)), gzip(new byte[0]), gzip(bytes(" 1}")));

    assertThat(readAll(folder, "members.gz", stored))
        .singleElement()
        .satisfies(read -> assertThat(new String(read.content(), UTF_8)).isEqualTo("{\"a\": 1}"));
  }

  @Test
  void ignoresZerosAfterGzipAndTellsOfOtherThings() {
    try (Documents zeros = open(file(folder, "zeros.gz", join(gzip(BYTES), new byte[1000])))) {
      assertThat(readAll(zeros).get(0).failure()).isNull();
      assertThat(zeros.remarks()).isEmpty();
    }
    byte[] garbage = join(gzip(BYTES), new byte[3], bytes("signed off"));
    try (Documents other = open(file(folder, "garbage.gz", garbage))) {
      Read read = readAll(other).get(0);
      assertThat(read.failure()).isNull();
      assertThat(read.content()).isEqualTo(BYTES);
      assertThat(other.remarks())
          .containsExactly(
              "The gzip data is followed by something else after 3 zeros, which was ignored");
    }
  }

  @Test
  void readsAllEntriesOfZipButNotWhatStandsBeside() {
    byte[] stored =
        zip(
            "readme.txt", "Rates of July",
            "a/", "",
            "a/one.json", "{\"n\": 1}",
            "__MACOSX/a/._one.json", "{}",
            "two.json.gz", "[2]");
    try (Documents documents = open(file(folder, "many.zip", stored))) {
      List<Read> all = readAll(documents);
      String name = folder.resolve("many.zip").toString();
      assertThat(all)
          .extracting(Read::name)
          .containsExactly(name + "!a/one.json", name + "!two.json.gz");
      assertThat(all)
          .extracting(read -> new String(read.content(), UTF_8))
          .containsExactly("{\"n\": 1}", "[2]");
      assertThat(documents.remarks())
          .singleElement()
          .asString()
          .startsWith(name + "!readme.txt was passed over: It is not JSON");
    }
  }

  @Test
  void goesToTheNextEntryWhenOneIsNotReadToItsEnd() throws IOException {
    byte[] stored = zip("one.json", JSON, "two.json", "{}");
    try (Documents documents = open(file(folder, "two.zip", stored))) {
      assertThat(documents.next()).isTrue();
      assertThat(documents.stream().read()).isEqualTo('{');
      assertThat(documents.next()).isTrue();
      assertThat(documents.stream().readAllBytes()).isEqualTo(bytes("{}"));
      assertThat(documents.next()).isFalse();
      assertThat(documents.next()).isFalse();
    }
  }

  @Test
  void readsDeflate64() throws IOException {
    byte[] stored;
    try (InputStream in = DocumentsTest.class.getResourceAsStream("deflate64.zip")) {
      stored = in.readAllBytes();
    }
    Read read = readAll(folder, "d64.zip", stored).get(0);

    assertThat(read.failure()).isNull();
    assertThat(new String(read.content(), UTF_8))
        .hasSize(331_156)
        .contains("Deflate64 Health", "00039")
        .endsWith("lakewright \"}");
  }

  @Test
  void findsDamageByTheChecksum() {
    byte[] gzip = gzip(BYTES);
    gzip[gzip.length - 6] ^= 1;
    assertReason(readAll(folder, "c.gz", gzip), Reason.CHECKSUM, BYTES.length);

    byte[] zip = zip("a.json", JSON);
    int descriptor = indexOf(zip, new byte[] {'P', 'K', 7, 8});
    zip[descriptor + 4] ^= 1;
    assertReason(readAll(folder, "c.zip", zip), Reason.CHECKSUM, BYTES.length);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(new byte[0], Reason.EMPTY, "nothing in it"),
        Arguments.of(bytes(" \n"), Reason.EMPTY, "nothing in it"),
        Arguments.of(gzip(new byte[0]), Reason.EMPTY, "nothing in it"),
        Arguments.of(zip("a/", ""), Reason.EMPTY, "no JSON in it"),
        Arguments.of(zip("a.txt", "hello"), Reason.EMPTY, "no JSON in it"),
        Arguments.of("{}".getBytes(UTF_16), Reason.ENCODING, "UTF-16"),
        Arguments.of("{}".getBytes(UTF_16LE), Reason.ENCODING, "UTF-16"),
        Arguments.of("{}".getBytes(Charset.forName("UTF-32BE")), Reason.ENCODING, "UTF-32"),
        Arguments.of(gzip("{}".getBytes(UTF_16)), Reason.ENCODING, "UTF-16"),
        Arguments.of(bytes("<html>"), Reason.UNSUPPORTED, "HTML or XML"),
        Arguments.of(bytes("PAR1"), Reason.UNSUPPORTED, "begins with the bytes 50 41 52 31"),
        Arguments.of("7z\u00bc\u00af".getBytes(ISO_8859_1), Reason.UNSUPPORTED, "7z"),
        Arguments.of(gzip(gzip(gzip(gzip(BYTES)))), Reason.BOMB, "more than 3 times"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatIsNoDocument(byte[] stored, Reason reason, String message) {
    Read read = readAll(folder, "f", stored).get(0);

    assertReason(List.of(read), reason, 0);
    assertThat(read.failure()).hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void endsBombs(boolean inZip) {
    byte[] bomb = bytes("[" + " ".repeat(8 << 20));
    byte[] packed = gzip(gzip(bomb));
    byte[] stored = inZip ? zip(new String[] {"a"}, new byte[][] {packed}) : packed;
    Limits limits = new Limits(1 << 20, 20, 2, RemoteOptions.DEFAULT);

    try (Documents documents =
        Documents.open(file(folder, "bomb", stored), Packing.HADOOP, limits)) {
      Read read = readAll(documents).get(0);
      assertThat(read.content()).hasSizeBetween(1 << 20, 4 << 20);
      assertReason(List.of(read), Reason.BOMB, read.content().length);
    }
  }

  private static void assertReason(List<Read> all, Reason reason, long offset) {
    assertThat(all)
        .singleElement()
        .satisfies(
            read -> {
              assertThat(read.failure()).isInstanceOf(DocumentException.class);
              DocumentException failure = (DocumentException) read.failure();
              assertThat(failure.reason()).isEqualTo(reason);
              assertThat(failure.offset()).isEqualTo(offset);
            });
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    return new String(bytes, ISO_8859_1).indexOf(new String(wanted, ISO_8859_1));
  }
}

package io.lakewright.source;

import static io.lakewright.source.Packing.bzip2;
import static io.lakewright.source.Packing.gzip;
import static io.lakewright.source.Packing.join;
import static io.lakewright.source.Packing.readAll;
import static io.lakewright.source.Packing.zip;
import static io.lakewright.source.Packing.zstd;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.source.Packing.Read;
import io.lakewright.testkit.Exploration;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TruncationTest {
  private static final byte[] JSON = json();

  @TempDir Path folder;

  /** Text that does not pack well, so that there is something to unpack before most cuts. */
  private static byte[] json() {
    Random random = new Random(1);
    StringBuilder json = new StringBuilder("[");
    for (int i = 0; i < 150; i++) {
      json.append(i == 0 ? "" : ",").append(random.nextInt(1_000_000));
    }
    return json.append(']').toString().getBytes(UTF_8);
  }

  static Stream<Arguments> packings() {
    return Stream.of(
        Arguments.of("gzip", gzip(JSON)),
        Arguments.of("zip", zip(new String[] {"a"}, new byte[][] {JSON})),
        Arguments.of("gzip in zip", zip(new String[] {"a"}, new byte[][] {gzip(JSON)})),
        Arguments.of("zstd", zstd(JSON)),
        Arguments.of("bzip2", bzip2(JSON)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("packings")
  void everyCutIsNoticedAndWhatCameBeforeIsKept(String packing, byte[] stored) {
    long kept = 0;
    for (int length = 0; length < stored.length; length++) {
      List<Read> all = readAll(folder, "cut", Arrays.copyOf(stored, length));

      assertThat(all).as("cut at %d", length).isNotEmpty();
      if (packing.contains("zip") && all.get(0).failure() == null) {
        // Only the list of contents is cut, which nothing is read from.
        assertThat(all.get(0).content()).as("cut at %d", length).isEqualTo(JSON);
        continue;
      }
      assertThat(all.stream().map(Read::failure).filter(DocumentException.class::isInstance))
          .as("cut at %d", length)
          .hasSize(1);
      byte[] content = all.get(0).content();
      assertThat(content).as("cut at %d", length).isEqualTo(Arrays.copyOf(JSON, content.length));
      DocumentException failure = (DocumentException) all.get(all.size() - 1).failure();
      assertThat(failure.getMessage()).as("cut at %d", length).isNotBlank();
      kept += content.length;
    }
    if (!packing.equals("bzip2") && !packing.equals("zstd")) {
      // Half of the content on average; the two others unpack by blocks.
      assertThat(kept).isGreaterThan((long) stored.length * JSON.length / 4);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("packings")
  void damageAnywhereNeverGivesMoreThanAMessage(String packing, byte[] stored) {
    Random random = new Random(Exploration.seed(7));
    for (int i = 0; i < 400; i++) {
      byte[] damaged = stored.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      for (Read read : readAll(folder, "damaged", damaged)) {
        if (read.failure() != null) {
          assertThat(read.failure()).isInstanceOf(DocumentException.class);
          assertThat(((DocumentException) read.failure()).offset())
              .isEqualTo(read.content().length);
        }
      }
    }
  }

  @Test
  void aCutWithinTheSecondMemberIsNoticed() {
    byte[] one = gzip(JSON);
    byte[] two = join(one, one);
    for (int length = one.length + 1; length < two.length; length++) {
      Read read = readAll(folder, "cut", Arrays.copyOf(two, length)).get(0);
      assertThat(read.failure()).as("cut at %d", length).isInstanceOf(DocumentException.class);
      assertThat(read.content()).hasSizeGreaterThanOrEqualTo(JSON.length);
    }
  }
}

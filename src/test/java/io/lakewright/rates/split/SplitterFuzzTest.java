package io.lakewright.rates.split;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakewright.testkit.Exploration;
import io.lakewright.testkit.mrf.MrfFile;
import io.lakewright.testkit.mrf.Quirk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes: the splitter comes to an end, and says where and why it stopped early. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SplitterFuzzTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BEFORE =
      "{\"version\": \"1\", \"in_network\": [{\"billing_code\": \"1\", \"negotiated_rates\": []}, ";
  private static final String AFTER =
      "{\"billing_code\": \"2\", \"negotiated_rates\": []}], \"plan_name\": \"the end\"}";

  private static final Set<String> FATAL = Set.of(Kinds.TRUNCATED, Kinds.MALFORMED_JSON);

  /** What came out of one file. */
  private record Split(List<Slice> rates, String header, List<JsonNode> anomalies, JsonNode end) {
    boolean complete() {
      return end.get("complete").booleanValue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 300, 64 * 1024})
  void aFileCutAtAnyByteIsToldFromAWholeOne(int sliceBytes) throws IOException {
    for (long seed = 0; seed < 6; seed++) {
      byte[] file = small(seed, EnumSet.of(Quirk.SCHEMA_2, Quirk.INLINE_GROUPS, Quirk.BACKSLASHES));
      Split whole = split(file, sliceBytes);
      assertThat(whole.complete()).as("seed %s", seed).isTrue();
      assertThat(whole.anomalies()).isEmpty();
      int end = new String(file, UTF_8).stripTrailing().getBytes(UTF_8).length;

      for (int length = 1; length < end; length++) {
        Split cut = split(Arrays.copyOf(file, length), sliceBytes);

        assertThat(cut.complete()).as("seed %s cut at %s", seed, length).isFalse();
        List<JsonNode> reasons =
            cut.anomalies().stream()
                .filter(a -> FATAL.contains(a.get("kind").textValue()))
                .toList();
        assertThat(reasons).as("seed %s cut at %s", seed, length).hasSize(1);
        assertThat(reasons.get(0).get("byteOffset").longValue())
            .as("seed %s cut at %s", seed, length)
            .isBetween(0L, (long) length);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 300, 64 * 1024})
  void flippedBytesNeverHangItOrMakeItFail(int sliceBytes) throws IOException {
    Random random = new Random(Exploration.seed(7));
    for (int round = 0; round < 1500; round++) {
      byte[] file = small(round % 20, EnumSet.allOf(Quirk.class));
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        file[random.nextInt(file.length)] = strange(random);
      }

      Split split = split(file, sliceBytes);

      assertThat(split.complete() || !split.anomalies().isEmpty()).as("round %s", round).isTrue();
    }
  }

  @Test
  void wholeItemsAreTheBytesOfTheFile() throws IOException {
    for (long seed = 0; seed < 50; seed++) {
      byte[] file = MrfFile.random(seed, "http://localhost").bytes();
      for (Slice slice : split(file, 64 * 1024).rates()) {
        int at = (int) slice.fileOffset(slice.prefix());
        assertThat(Arrays.copyOfRange(file, at, at + slice.body().length - slice.prefix()))
            .as("seed %s, %s", seed, slice)
            .isEqualTo(Arrays.copyOfRange(slice.body(), slice.prefix(), slice.body().length));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "[{\"negotiated_rates\":[", "{\"negotiated_rates\":[{"})
  void deepNestingIsNoDeepRecursion(String opening) throws IOException {
    byte[] nested = (BEFORE + opening.repeat(1_000_000)).getBytes(UTF_8);

    Split split = split(nested, 64 * 1024);

    assertThat(split.complete()).isFalse();
    assertThat(split.anomalies()).isNotEmpty();
  }

  @Test
  void aStringOfAHundredMegabytesIsSetAsideAndTheRestIsRead() throws IOException {
    for (String before :
        List.of("{\"name\": \"", "{\"x\": [\"", "{\"negotiated_rates\": [{\"y\": \"")) {
      String after =
          switch (before.length()) {
            case 10 -> "\"},";
            case 8 -> "\"]},";
            default -> "\"}]},";
          };
      InputStream file =
          new SequenceInputStream(
              Collections.enumeration(
                  List.of(
                      bytes(BEFORE + before),
                      new Repeated("A\\\\\\\"".getBytes(UTF_8), 100 * 1024 * 1024),
                      bytes(after + AFTER))));

      Split split = split(file, 64 * 1024);

      assertThat(split.complete()).as(before).isTrue();
      assertThat(split.end().get("items").longValue()).isEqualTo(3);
      assertThat(split.header()).contains("the end");
    }
  }

  @Test
  void aGigabyteOfNothingIsRead() throws IOException {
    InputStream blanks =
        new SequenceInputStream(
            Collections.enumeration(
                List.of(
                    bytes(BEFORE),
                    new Repeated(" \n\t ".getBytes(UTF_8), 1024L * 1024 * 1024),
                    bytes(AFTER))));

    assertThat(split(blanks, 64 * 1024).end().get("items").longValue()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "null", "1", "\"text\"", "<html>Not found</html>", "}", "]", "\0"})
  void whatIsNoFileAtAllIsSaid(String content) throws IOException {
    Split split = split(content.getBytes(UTF_8), 64 * 1024);

    assertThat(split.rates()).isEmpty();
    assertThat(split.end().get("items").longValue()).isZero();
    assertThat(split.anomalies().isEmpty()).isEqualTo(content.isBlank());
  }

  private static byte[] small(long seed, EnumSet<Quirk> quirks) {
    quirks.remove(Quirk.LARGE_ITEM);
    return MrfFile.generate(seed, 1, quirks, "http://localhost").bytes();
  }

  private static byte strange(Random random) {
    byte[] likely = "{}[]\",:\\ 0tfn\0".getBytes(UTF_8);
    return random.nextInt(3) == 0
        ? (byte) random.nextInt(256)
        : likely[random.nextInt(likely.length)];
  }

  private static Split split(byte[] file, int sliceBytes) throws IOException {
    return split(new ByteArrayInputStream(file), sliceBytes);
  }

  private static Split split(InputStream file, int sliceBytes) throws IOException {
    SplitLimits limits = new SplitLimits(sliceBytes, Math.max(sliceBytes, 1024 * 1024));
    MrfSplitter splitter = new MrfSplitter("f", file, limits, CodeFilter.ALL);
    List<Slice> rates = new ArrayList<>();
    List<JsonNode> anomalies = new ArrayList<>();
    String header = "";
    JsonNode end = null;
    while (splitter.hasNext()) {
      Slice slice = splitter.next();
      assertThat(end).as("nothing follows the end").isNull();
      switch (slice.kind()) {
        case ANOMALY -> anomalies.add(JSON.readTree(slice.body()));
        case FILE_END -> end = JSON.readTree(slice.body());
        case FILE_HEADER -> header = new String(slice.body(), UTF_8);
        case RATES -> rates.add(slice);
        default -> {}
      }
    }
    return new Split(rates, header, anomalies, end);
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  /** The same few bytes again and again. */
  private static final class Repeated extends InputStream {
    private final byte[] bytes;
    private long left;

    Repeated(byte[] pattern, long total) {
      this.bytes = new byte[pattern.length * 16 * 1024];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = pattern[i % pattern.length];
      }
      this.left = total / bytes.length * bytes.length;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("Read by the byte");
    }

    @Override
    public int read(byte[] into, int from, int length) {
      if (left == 0) {
        return -1;
      }
      int phase = (int) (bytes.length - left % bytes.length) % bytes.length;
      int count = (int) Math.min(Math.min(length, bytes.length - phase), left);
      System.arraycopy(bytes, phase, into, from, count);
      left -= count;
      return count;
    }
  }
}

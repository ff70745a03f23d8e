package io.lakewright.rates.split;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A provider group of any size, however its members are ordered, leaves in small pieces. */
class GroupWalkTest {
  private static final SplitLimits LIMITS = new SplitLimits(64 * 1024, 256 * 1024);
  private static final int NPIS = 1_000_000;
  private static final String TIN = "\"tin\":{\"type\":\"ein\",\"value\":\"11-1\"}";

  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void aReferenceIsCutBetweenItsNpis(boolean idFirst, boolean tinFirst) {
    String id = "\"provider_group_id\":7";
    String before =
        "{\"provider_references\":[{" + (idFirst ? id + "," : "") + "\"provider_groups\":[{";
    String after = "}]" + (idFirst ? "" : "," + id) + "}],\"in_network\":[]}";

    List<Slice> slices = slices(before + group(tinFirst)[0], group(tinFirst)[1] + after);

    List<Slice> parts = of(Slice.Kind.PROVIDERS, slices);
    assertThat(parts).hasSizeGreaterThan(100);
    assertThat(parts).extracting(Slice::part).startsWith(1, 2, 3).doesNotHaveDuplicates();
    assertThat(parts).extracting(Slice::item).containsOnly(0L);
    assertPieces(parts, "[{" + id + ",\"provider_groups\":[{" + TIN + ",\"npi\":[", "]}]}]");
    assertThat(of(Slice.Kind.ANOMALY, slices)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aGroupWithinAnEntryIsCutBetweenItsNpis(boolean tinFirst) {
    String before =
        "{\"in_network\":[{\"billing_code_type\":\"CPT\",\"billing_code\":\"1\","
            + "\"negotiated_rates\":[{\"provider_groups\":[{";
    String after = "}],\"negotiated_prices\":[{\"negotiated_rate\":1}]}]}]}";

    List<Slice> slices = slices(before + group(tinFirst)[0], group(tinFirst)[1] + after);

    assertPieces(
        of(Slice.Kind.ENTRY_PROVIDERS, slices),
        "{\"billing_code_type\":\"CPT\",\"billing_code\":\"1\","
            + "\"negotiated_rates\":[{\"provider_groups\":[{"
            + TIN
            + ",\"npi\":[",
        "]}]}]}");
    assertThat(of(Slice.Kind.ENTRY_PRICES, slices)).hasSize(1);
    assertThat(of(Slice.Kind.ANOMALY, slices)).isEmpty();
  }

  /** What stands before and behind the NPIs. */
  private static String[] group(boolean tinFirst) {
    return tinFirst
        ? new String[] {TIN + ",\"npi\":[", "]"}
        : new String[] {"\"npi\":[", "]," + TIN};
  }

  private static List<Slice> slices(String before, String after) {
    byte[] npis = new byte[NPIS * 11 - 1];
    for (int i = 0; i < NPIS; i++) {
      byte[] npi = Long.toString(1_000_000_000L + i).getBytes(UTF_8);
      System.arraycopy(npi, 0, npis, i * 11, 10);
      if (i > 0) {
        npis[i * 11 - 1] = ',';
      }
    }
    InputStream file =
        new SequenceInputStream(
            Collections.enumeration(
                List.of(
                    new ByteArrayInputStream(before.getBytes(UTF_8)),
                    new ByteArrayInputStream(npis),
                    new ByteArrayInputStream(after.getBytes(UTF_8)))));
    List<Slice> slices = new ArrayList<>();
    new MrfSplitter("f", file, LIMITS, CodeFilter.ALL).forEachRemaining(slices::add);
    return slices;
  }

  private static List<Slice> of(Slice.Kind kind, List<Slice> slices) {
    return slices.stream().filter(slice -> slice.kind() == kind).toList();
  }

  private static void assertPieces(List<Slice> pieces, String before, String after) {
    long next = 1_000_000_000L;
    for (Slice piece : pieces) {
      assertThat(piece.body().length).isLessThan(2 * LIMITS.sliceBytes());
      String text = new String(piece.body(), UTF_8);
      assertThat(text).startsWith(before).endsWith(after);
      assertThat(piece.prefix()).isEqualTo(before.length());
      for (String npi :
          text.substring(before.length(), text.length() - after.length()).split(",", -1)) {
        assertThat(Long.parseLong(npi)).isEqualTo(next++);
      }
    }
    assertThat(next).isEqualTo(1_000_000_000L + NPIS);
  }
}

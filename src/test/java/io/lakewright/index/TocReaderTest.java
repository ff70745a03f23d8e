package io.lakewright.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.job.Anomaly;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TocReaderTest {
  private static final String FILE = "{\"description\":\"d\",\"location\":\"https://a.example/f\"}";
  private static final String PLAN =
      "{\"plan_name\":\"p\",\"plan_id_type\":\"ein\",\"plan_id\":\"1\",\"plan_market_type\":\"group\"}";

  private final List<TocEvent> events = new ArrayList<>();

  @Property(tries = 300, seed = "12")
  void givesWhatANaiveReaderFinds(@ForAll long seed) throws IOException {
    String json = new RandomToc(seed).json();
    NaiveToc naive = new NaiveToc();
    naive.add(json);
    read(json, "index.json");

    List<String> plans = new ArrayList<>();
    long references = 0;
    for (TocEvent event : events) {
      if (event instanceof TocEvent.Plan plan) {
        plans.add(
            String.join(
                "|",
                Long.toString(plan.structure()),
                Objects.toString(plan.name(), ""),
                Objects.toString(plan.idType(), ""),
                Objects.toString(plan.id(), ""),
                Objects.toString(plan.marketType(), ""),
                Objects.toString(plan.issuerName(), ""),
                Objects.toString(plan.sponsorName(), "")));
      }
      references += event instanceof TocEvent.FileReference ? 1 : 0;
    }
    assertThat(plans).containsExactlyElementsOf(naive.plans);
    assertThat(references).isEqualTo(naive.references);
    assertThat(header().entityName()).startsWith("Payer ");
  }

  @Property(tries = 40, seed = "13")
  void survivesWhateverIsDoneToTheBytes(@ForAll long seed) throws IOException {
    byte[] json = new RandomToc(seed).json().getBytes(UTF_8);
    Random random = new Random(seed);
    for (int cut = 0; cut < json.length; cut += 1 + random.nextInt(20)) {
      List<Anomaly> anomalies = read(new ByteArrayInputStream(json, 0, cut), "index.json");
      // Half a literal such as "nul" is malformed rather than cut off.
      assertThat(kinds(anomalies))
          .containsAnyOf("truncated", "malformed-json", "not-a-table-of-contents");
      assertThat(structureEnds()).isEqualTo(header().structures());
      byte[] flipped = json.clone();
      flipped[cut] ^= (byte) (1 << random.nextInt(8));
      read(new ByteArrayInputStream(flipped), "index.json");
      assertThat(structureEnds()).isEqualTo(header().structures());
    }
  }

  @Test
  void notesWhatIsWrongAndKeepsTheRest() throws IOException {
    List<Anomaly> anomalies =
        read(
            "{\"reporting_entity_name\":\"\",\"last_updated_on\":\"soon\",\"reporting_structure\":["
                + "7,{\"reporting_plans\":[{\"plan_name\":{},\"plan_id_type\":\"SSN\",\"plan_id\":1}],"
                + "\"in_network_files\":[\"x\",{\"location\":\" \"},{\"location\":\"N/A\"},"
                + FILE
                + "]},{}]}",
            "index.json");
    assertThat(kinds(anomalies))
        .containsExactlyInAnyOrder(
            "unexpected-value",
            "unexpected-value",
            "unexpected-value",
            "missing-field",
            "missing-field",
            "missing-field",
            "off-enum-value",
            "blank-location",
            "invalid-location",
            "invalid-date",
            "structure-without-plans",
            "structure-without-files");
    assertThat(events).filteredOn(TocEvent.FileReference.class::isInstance).hasSize(1);
    assertThat(anomalies).allSatisfy(a -> assertThat(a.sourceFile()).isEqualTo("index.json"));
  }

  @Test
  void aFileFromTheWebCannotNameFilesHere() throws IOException {
    String json = toc("{\"location\":\"file:///etc/passwd\"},{\"location\":\"s3://b/k\"}," + FILE);
    assertThat(kinds(read(json, "https://a.example/index.json")))
        .containsExactly("location-not-on-the-web", "location-not-on-the-web");
    assertThat(kinds(read(json, "/data/index.json"))).isEmpty();
  }

  @Test
  void tellsRatesAndOtherThingsFromTablesOfContents() throws IOException {
    assertThat(kinds(read("{\"reporting_entity_name\":\"x\",\"in_network\":[{", "a")))
        .containsExactly("not-a-table-of-contents");
    assertThat(kinds(read("{\"a\":1}", "a"))).containsExactly("not-a-table-of-contents");
    assertThat(kinds(read("", "a"))).containsExactly("not-a-table-of-contents");
    assertThat(kinds(read("[1,2]", "a"))).containsExactly("unexpected-value");
    assertThat(kinds(read("<html>", "a"))).containsExactly("malformed-json");
  }

  @Test
  void oneStructureMayBeOfAnySize() throws IOException {
    int many = 300_000;
    InputStream huge =
        new SequenceInputStream(
            Collections.enumeration(
                List.of(
                    bytes("{\"reporting_structure\":[{\"reporting_plans\":[" + PLAN),
                    new Repeated("," + PLAN, many),
                    bytes("],\"in_network_files\":[" + FILE),
                    new Repeated("," + FILE, many),
                    bytes("]}]}"))));
    try (TocReader reader = new TocReader(huge, "index.json")) {
      long count = 0;
      TocEvent.StructureEnd end = null;
      for (TocEvent event = reader.next(); event != null; event = reader.next()) {
        count++;
        end = event instanceof TocEvent.StructureEnd found ? found : end;
      }
      assertThat(count).isEqualTo(2 * (many + 1) + 2);
      assertThat(end).isEqualTo(new TocEvent.StructureEnd(0, many + 1));
    }
  }

  private static String toc(String files) {
    return "{\"reporting_entity_name\":\"n\",\"reporting_structure\":[{\"reporting_plans\":["
        + PLAN
        + "],\"in_network_files\":["
        + files
        + "]}]}";
  }

  private List<Anomaly> read(String json, String name) throws IOException {
    return read(bytes(json), name);
  }

  private List<Anomaly> read(InputStream in, String name) throws IOException {
    events.clear();
    try (TocReader reader = new TocReader(in, name)) {
      for (TocEvent event = reader.next(); event != null; event = reader.next()) {
        events.add(event);
      }
      assertThat(reader.next()).isNull();
      return reader.anomalies();
    }
  }

  private TocEvent.Header header() {
    return (TocEvent.Header) events.get(events.size() - 1);
  }

  private long structureEnds() {
    return events.stream().filter(TocEvent.StructureEnd.class::isInstance).count();
  }

  private static List<String> kinds(List<Anomaly> anomalies) {
    List<String> kinds = new ArrayList<>();
    for (Anomaly anomaly : anomalies) {
      for (long i = 0; i < anomaly.occurrences(); i++) {
        kinds.add(anomaly.kind());
      }
    }
    return kinds;
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  /** A text many times over. */
  private static final class Repeated extends InputStream {
    private final byte[] text;
    private long left;

    Repeated(String text, long times) {
      this.text = text.getBytes(UTF_8);
      this.left = times * this.text.length;
    }

    @Override
    public int read(byte[] buffer, int from, int size) {
      int given = (int) Math.min(size, left);
      for (int i = 0; i < given; i++) {
        buffer[from + i] = (byte) read();
      }
      return given == 0 ? -1 : given;
    }

    @Override
    public int read() {
      return left == 0 ? -1 : text[(int) ((text.length - left-- % text.length) % text.length)];
    }
  }
}

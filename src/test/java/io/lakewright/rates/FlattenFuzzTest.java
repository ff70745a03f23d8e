package io.lakewright.rates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.cli.Main;
import io.lakewright.testkit.Exploration;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.mrf.MrfFile;
import io.lakewright.testkit.mrf.Quirk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Broken and hostile files through the command: always an end, a message with place and reason. */
@ExtendWith(SparkExtension.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FlattenFuzzTest {
  private static final int MEBIBYTE = 1024 * 1024;
  private static final String ITEM =
      "{\"negotiation_arrangement\": \"ffs\", \"name\": \"n\", \"billing_code_type\": \"CPT\","
          + " \"billing_code_type_version\": \"1\", \"billing_code\": \"99213\", \"description\": \"d\","
          + " \"negotiated_rates\": [{\"provider_groups\": [{\"npi\": [%s], \"tin\": {\"type\": \"ein\","
          + " \"value\": \"%s\"}}], \"negotiated_prices\": [{\"negotiated_type\": \"negotiated\","
          + " \"negotiated_rate\": %s, \"expiration_date\": \"2030-01-01\","
          + " \"billing_class\": \"both\"}]}]}";
  private static final String GOOD = ITEM.formatted("1234567890", "1", "1.5");

  @TempDir private Path folder;

  @Test
  void brokenFilesAreSetAsideWithPlaceAndReason(SparkSession spark) throws IOException {
    Path input = Files.createDirectory(folder.resolve("broken"));
    EnumSet<Quirk> quirks = EnumSet.of(Quirk.INLINE_GROUPS, Quirk.SCHEMA_2, Quirk.BACKSLASHES);
    byte[] whole = MrfFile.generate(5, 1, quirks, "http://localhost:1").bytes();
    int cuts = 0;
    for (int length = 1; length < whole.length - 1; length += 9) {
      Files.write(input.resolve("cut-" + length + ".json"), Arrays.copyOf(whole, length));
      cuts++;
    }
    byte[] zipped = gzip(out -> out.write(whole));
    for (int length = 1; length < zipped.length; length += 40) {
      Files.write(input.resolve("zipped-" + length + ".json.gz"), Arrays.copyOf(zipped, length));
    }
    Random random = new Random(Exploration.seed(3));
    for (int i = 0; i < 100; i++) {
      byte[] flipped = (i % 2 == 0 ? whole : zipped).clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(input.resolve("flipped-" + i), flipped);
    }
    Files.writeString(input.resolve("good.json"), "{\"in_network\": [" + GOOD + "]}");

    Dataset<Row> anomalies = flatten(spark, input, "broken-rates");

    assertThat(
            anomalies
                .where("source_file like '%/cut-%' and kind in ('truncated', 'malformed-json')")
                .where("byte_offset is not null and detail is not null")
                .select("source_file")
                .distinct()
                .count())
        .isEqualTo(cuts);
    assertThat(rates(spark, "broken-rates").where("source_file like '%/good.json'").count())
        .isOne();
  }

  @Test
  void hostileFilesExhaustNothing(SparkSession spark) throws IOException {
    Path input = Files.createDirectory(folder.resolve("hostile"));
    String digits = "9".repeat(2 * MEBIBYTE);
    List<String> oddities =
        List.of(
            ITEM.formatted("\"" + digits + "\"", "1", "1"),
            ITEM.formatted("1234567890", "1", "\"" + digits + "\""),
            ITEM.formatted("1234567890", "1", digits),
            ITEM.formatted(digits, "1", "1"),
            ITEM.formatted("1e999999999", "1", "1e999999999"),
            ITEM.formatted("1234567890", "1", "1e-999999999"),
            ITEM.formatted("1234567890", "1", "\"1e-2147483647\""),
            "{\"x\": " + "[".repeat(300_000) + "]".repeat(300_000) + "," + GOOD.substring(1),
            "{\"bundled_codes\": " + "[{\"a\":".repeat(30_000) + "," + GOOD.substring(1),
            "[".repeat(300_000));
    for (int i = 0; i < oddities.size(); i++) {
      Files.writeString(
          input.resolve("odd-" + i + ".json"),
          "{\"in_network\": [" + oddities.get(i) + "," + GOOD + "]}");
    }
    byte[] blanks = " ".repeat(MEBIBYTE).getBytes(UTF_8);
    byte[] letters = "a".repeat(MEBIBYTE).getBytes(UTF_8);
    Files.write(input.resolve("bomb.json.gz"), gzip(out -> surrounded(out, "", blanks, 300)));
    Files.write(input.resolve("bomb.zip"), zip(out -> surrounded(out, "", blanks, 300)));
    String open = "{\"x\": \"";
    Files.write(input.resolve("string.json.gz"), gzip(out -> surrounded(out, open, letters, 100)));

    Dataset<Row> anomalies = flatten(spark, input, "hostile-rates");

    Dataset<Row> rates = rates(spark, "hostile-rates");
    for (String file : List.of("bomb.json.gz", "bomb.zip", "string.json.gz")) {
      assertThat(rates.where("source_file like '%/" + file + "%'").count()).as(file).isEqualTo(1);
    }
    for (int i = 0; i < oddities.size(); i++) {
      assertThat(anomalies.where("source_file like '%/odd-" + i + ".json'").count())
          .as("anomalies of odd-%s", i)
          .isGreaterThanOrEqualTo(i == 5 || i == 6 || i == 7 ? 0 : 1);
    }
  }

  /** Content that a person hands to a stream. */
  @FunctionalInterface
  private interface Content {
    void write(OutputStream out) throws IOException;
  }

  private static void surrounded(OutputStream out, String open, byte[] filling, int times)
      throws IOException {
    out.write(("{\"in_network\": [" + open).getBytes(UTF_8));
    for (int i = 0; i < times; i++) {
      out.write(filling);
    }
    out.write(((open.isEmpty() ? "" : "\"},") + GOOD + "]}").getBytes(UTF_8));
  }

  private Dataset<Row> flatten(SparkSession spark, Path input, String output) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.run(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            "flatten",
            "--input",
            input.toString(),
            "--output",
            folder.resolve(output).toString(),
            "--partition-by",
            "none",
            "--bucket-by",
            "none",
            "--sort-by",
            "none",
            "--report",
            folder.resolve(output + "-report").toString());
    assertThat(code).as("%s%s", out, err).isZero();
    assertThat(out + "" + err).doesNotContain("\tat ").doesNotContain("Exception in thread");
    return spark.read().parquet(folder.resolve(output + "_anomalies").toString());
  }

  private Dataset<Row> rates(SparkSession spark, String output) {
    return spark.read().parquet(folder.resolve(output).toString());
  }

  private static byte[] gzip(Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      content.write(out);
    }
    return bytes.toByteArray();
  }

  private static byte[] zip(Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry("bomb.json"));
      content.write(out);
    }
    return bytes.toByteArray();
  }
}

package io.lakewright.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.lakewright.UserException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RatesSampleTest {
  @TempDir Path directory;

  @Test
  void writesTheSameBytesForTheSameSeedOnAnyMachine() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (var file : new RatesSample(options().withSize(600_000)).write().files()) {
      digest.update(Files.readAllBytes(file.path()));
    }

    // If this changes on purpose, everyone's samples change: say so in the changelog.
    assertThat(HexFormat.of().formatHex(digest.digest()))
        .isEqualTo("adec9f55c29d43e30a979fd4db709034c766d5d76968c5df57902d1217b95109");
  }

  @Test
  void writesOtherBytesForAnotherSeed() throws Exception {
    byte[] one = json(options().withFiles(1).withSize(50_000));
    byte[] other = json(options().withFiles(1).withSize(50_000).withSeed(2));

    assertThat(one).isNotEqualTo(other);
  }

  @ParameterizedTest
  @EnumSource(SchemaVersion.class)
  void hasTheFieldsOfItsSchemaAndNoOthers(SchemaVersion version) throws Exception {
    JsonNode root =
        IndependentCount.parse(
            json(options().withFiles(1).withSchema(version).withSize(1_200_000)));

    assertThat(FieldList.violations(root, version.second())).isEmpty();
    assertThat(root.get("version").asText()).isEqualTo(version.toString());
  }

  @ParameterizedTest
  @EnumSource(Quirk.class)
  void countsWhatItWroteWithEveryQuirk(Quirk quirk) throws Exception {
    assertCountsAreTrue(options().withFiles(1).withSize(500_000).withQuirks(Set.of(quirk)));
  }

  @Test
  void countsWhatItWroteWithAllQuirksTogether() throws Exception {
    assertCountsAreTrue(
        options().withFiles(1).withSize(800_000).withQuirks(EnumSet.allOf(Quirk.class)));
  }

  @Test
  void hasTheSizeAndTheRowsAskedFor() throws Exception {
    for (int rowsPerMb : new int[] {10_000, 40_000, 182_000}) {
      SampleResult result =
          new RatesSample(options().withFiles(1).withSize(6_000_000).withRowsPerMb(rowsPerMb))
              .write();

      assertThat((double) result.jsonBytes()).isCloseTo(6e6, within(6e6 * 0.05));
      assertThat((double) result.counts().rows())
          .isCloseTo(6.0 * rowsPerMb, within(6.0 * rowsPerMb * 0.05));
    }
  }

  @Test
  void keepsTheSizeOfSmallFiles() throws Exception {
    SampleResult result = new RatesSample(options().withFiles(20).withSize(400_000)).write();

    assertThat(result.files())
        .allSatisfy(
            file -> assertThat((double) file.jsonBytes()).isCloseTo(20_000.0, within(1_000.0)));
  }

  @Test
  void writesOneGiantItemOnDemand() throws Exception {
    byte[] json = json(options().withFiles(1).withSize(2_000_000).withLargestItem(1_400_000));
    JsonNode items = IndependentCount.parse(json).get("in_network");

    assertThat((double) items.get(0).toString().length()).isCloseTo(1.4e6, within(1.4e6 * 0.05));
    assertThat(items.size()).isGreaterThan(100);
  }

  @Test
  void givesPayersPriceLevelsOfTheirOwnForTheSameProviders() throws Exception {
    SampleResult result = new RatesSample(options()).write();
    Set<String> npis = new HashSet<>();
    double[] mean = new double[3];
    for (int payer = 0; payer < 3; payer++) {
      JsonNode root = IndependentCount.parse(Files.readAllBytes(result.files().get(payer).path()));
      Set<String> own = new HashSet<>();
      root.findValues("npi").forEach(list -> list.forEach(npi -> own.add(npi.asText())));
      if (payer == 0) {
        npis.addAll(own);
      } else {
        npis.retainAll(own);
      }
      mean[payer] =
          result.files().get(payer).counts().rateCents()
              / (double) result.files().get(payer).counts().rows();
    }

    assertThat(npis).hasSizeGreaterThan(1_000);
    assertThat(mean[1]).isGreaterThan(mean[0]);
    assertThat(mean[2]).isLessThan(mean[0]);
  }

  @Test
  void writesNpisWithTheirCheckDigit() throws Exception {
    JsonNode root = IndependentCount.parse(json(options().withFiles(1).withSize(100_000)));

    root.findValues("npi")
        .forEach(list -> list.forEach(npi -> assertThat(luhn("80840" + npi.asText())).isTrue()));
  }

  @Test
  void packsTheSameJson() throws Exception {
    RatesOptions options = options().withFiles(1).withSize(100_000);
    byte[] plain = json(options);
    byte[] gzip = json(into("gz", options.withCompression(Compression.GZIP)));
    byte[] zip = json(into("zip", options.withCompression(Compression.ZIP)));

    assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes()).isEqualTo(plain);
    try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
      assertThat(entries.getNextEntry().getName()).endsWith(".json");
      assertThat(entries.readAllBytes()).isEqualTo(plain);
    }
  }

  @Test
  void replacesItsOwnFilesButRefusesADirectoryWithOthers() throws Exception {
    RatesOptions options = options().withFiles(1).withSize(50_000);
    new RatesSample(options).write();
    new RatesSample(options).write();
    Files.writeString(directory.resolve("rates/mine.txt"), "mine", StandardCharsets.UTF_8);

    assertThatThrownBy(() -> new RatesSample(options).write())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("holds other files (mine.txt)");
  }

  @Test
  void refusesOptionsThatCannotBe() {
    RatesOptions options = options();

    assertThatThrownBy(() -> options.withFiles(0))
        .hasMessage("Number of files must be at least 1, cannot be: 0");
    assertThatThrownBy(() -> options.withSize(10))
        .hasMessage("Size must be at least 5000 bytes per file, cannot be: 10");
    assertThatThrownBy(() -> options.withCodes(99_999)).hasMessageContaining("cannot be: 99999");
    assertThatThrownBy(() -> options.withRowsPerMb(1)).hasMessageContaining("cannot be: 1");
    assertThatThrownBy(() -> options.withLargestItem(1L << 40))
        .hasMessageContaining("must not exceed 85 % of a file (2000000 bytes)");
  }

  private RatesOptions options() {
    return RatesOptions.into(directory.resolve("rates"));
  }

  private RatesOptions into(String name, RatesOptions options) {
    return new RatesOptions(
        directory.resolve(name),
        options.size(),
        options.files(),
        options.seed(),
        options.codes(),
        options.rowsPerMb(),
        options.schema(),
        options.compression(),
        options.quirks(),
        options.largestItem());
  }

  private static byte[] json(RatesOptions options) throws IOException {
    return Files.readAllBytes(new RatesSample(options).write().files().get(0).path());
  }

  private static void assertCountsAreTrue(RatesOptions options) throws IOException {
    SampleResult.SampleFile file = new RatesSample(options).write().files().get(0);
    byte[] bytes = Files.readAllBytes(file.path());

    assertThat(IndependentCount.of(IndependentCount.parse(bytes))).isEqualTo(file.counts());
    assertThat(file.jsonBytes()).isEqualTo(bytes.length);
  }

  private static boolean luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      sum += i % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
    }
    return sum % 10 == 0;
  }
}

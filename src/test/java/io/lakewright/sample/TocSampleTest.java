package io.lakewright.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.lakewright.UserException;
import io.lakewright.sample.TocOptions.AllowedAmounts;
import io.lakewright.sample.TocOptions.Quirk;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TocSampleTest {
  @TempDir Path directory;

  @Test
  void writesTheSameBytesForTheSameSeed() throws IOException {
    byte[] first = Files.readAllBytes(new TocSample(options()).write().path());
    byte[] again = Files.readAllBytes(new TocSample(options()).write().path());

    assertThat(again).isEqualTo(first);
  }

  @Test
  void countsWhatItWroteAndSharesFilesAmongPlans() throws IOException {
    TocResult result = new TocSample(options()).write();
    JsonNode root = parse(result);
    Set<String> locations = new HashSet<>();
    long references = 0;
    long plans = 0;
    for (JsonNode structure : root.get("reporting_structure")) {
      plans += structure.get("reporting_plans").size();
      for (JsonNode file : structure.get("in_network_files")) {
        references++;
        locations.add(file.get("location").asText());
      }
    }

    assertThat(result.structures()).isEqualTo(root.get("reporting_structure").size());
    assertThat(result.plans()).isEqualTo(plans);
    assertThat(result.references()).isEqualTo(references);
    assertThat(result.files()).isEqualTo(locations.size()).isLessThan(references / 5);
    assertThat((double) result.jsonBytes()).isCloseTo(300_000.0, within(15_000.0));
  }

  @Test
  void writesAllQuirksAndListsOfAllowedAmountFiles() throws IOException {
    JsonNode root =
        parse(
            new TocSample(with(AllowedAmounts.LIST, EnumSet.allOf(Quirk.class), Optional.empty()))
                .write());

    assertThat(root.has("version")).isFalse();
    assertThat(root.at("/reporting_structure/0/allowed_amount_file").isArray()).isTrue();
    assertThat(root.findValuesAsText("location"))
        .contains("")
        .anySatisfy(location -> assertThat(location).contains("&Signature="));
    assertThat(root.findValuesAsText("plan_id_type")).containsOnly("HIOS", "EIN");
  }

  @Test
  void pointsToTheFilesOfADirectory() throws IOException {
    Path rates = directory.resolve("rates");
    new RatesSample(RatesOptions.into(rates).withSize(60_000)).write();

    JsonNode root =
        parse(new TocSample(with(AllowedAmounts.NONE, Set.of(), Optional.of(rates))).write());

    assertThat(new HashSet<>(root.findValuesAsText("location")))
        .hasSize(3)
        .allSatisfy(location -> assertThat(Path.of(URI.create(location))).isRegularFile());
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(
            () ->
                new TocSample(
                    with(AllowedAmounts.NONE, Set.of(), Optional.of(Path.of("not-there")))))
        .isInstanceOf(UserException.class)
        .hasMessage("Directory of rates files not found: not-there");
  }

  private TocOptions options() {
    return with(AllowedAmounts.OBJECT, Set.of(), Optional.empty());
  }

  private TocOptions with(AllowedAmounts amounts, Set<Quirk> quirks, Optional<Path> rates) {
    return new TocOptions(
        directory.resolve("toc"),
        300_000,
        1,
        SchemaVersion.V2_0_0,
        Compression.NONE,
        amounts,
        quirks,
        rates,
        Optional.empty());
  }

  private static JsonNode parse(TocResult result) throws IOException {
    return IndependentCount.parse(
        new String(Files.readAllBytes(result.path()), StandardCharsets.UTF_8)
            .replace("\uFEFF", "")
            .getBytes(StandardCharsets.UTF_8));
  }
}

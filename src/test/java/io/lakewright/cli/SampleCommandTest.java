package io.lakewright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.sample.Quirk;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleCommandTest {
  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void writesRatesAndSaysHowManyRowsTheyMake() throws Exception {
    int exit = run("sample", "rates", "--output", place("r"), "--size", "60kb", "--files", "2");

    assertThat(exit).isZero();
    assertThat(out.toString())
        .startsWith("2 files (0.1 MB of JSON) in " + place("r"))
        .contains("rows when flattened.");
    try (var files = Files.list(directory.resolve("r"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "2026-01-01_prairie-mutual-health_in-network-rates.json",
              "2026-01-01_harborline-insurance_in-network-rates.json");
    }
  }

  @Test
  void writesTablesOfContents() {
    int exit =
        run("sample", "toc", "--output", place("t"), "--compression", "gzip", "--quirks", "all");

    assertThat(exit).isZero();
    assertThat(directory.resolve("t/2026-01-01_prairie-mutual-health_index.json.gz")).exists();
  }

  @Test
  void namesEveryQuirkInItsHelp() {
    run("sample", "rates", "--help");

    assertThat(Quirk.values())
        .allSatisfy(quirk -> assertThat(out.toString()).contains(quirk.toString()));
  }

  @Test
  void refusesWhatItDoesNotKnowAsWrongUsage() {
    assertThat(run("sample")).isEqualTo(2);
    assertThat(run("sample", "rates", "--output", place("x"), "--quirks", "bomb")).isEqualTo(2);
    assertThat(run("sample", "rates", "--output", place("x"), "--size", "big")).isEqualTo(2);
    assertThat(err.toString())
        .contains("Name a kind of sample: rates, toc, series or lake.")
        .contains("cannot be: bomb")
        .contains("Size must be a number with a unit such as 500kb, 110mb or 1gb, cannot be: big");
  }

  private int run(String... arguments) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  private String place(String name) {
    return directory.resolve(name).toString();
  }
}

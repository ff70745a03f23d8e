package io.lakewright.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobFileTest {
  @Test
  void keepsScalarsAsTheyAreWritten() {
    JobFile file =
        JobFile.parse(
            "f.yaml",
            """
            job: flatten
            version: 1.10
            codes: [0123, "CPT:99213"]
            dry-run: true
            spark-conf:
              spark.sql.shuffle.partitions: 8
            """);

    assertThat(file.job()).isEqualTo("flatten");
    assertThat(file.settings())
        .containsEntry("version", List.of("1.10"))
        .containsEntry("codes", List.of("0123", "CPT:99213"))
        .containsEntry("dry-run", List.of("true"))
        .containsEntry("spark-conf", List.of("spark.sql.shuffle.partitions=8"));
  }

  @Test
  void refusesKeysGivenTwice() {
    assertRefused("input: a\ninput: b\n", "duplicate key");
  }

  @Test
  void refusesWhatIsNotAMapping() {
    assertRefused("- a\n- b\n", "must hold one mapping");
    assertRefused("just text", "must hold one mapping");
  }

  @Test
  void refusesValuesThatAreMissingOrNested() {
    assertRefused("input:\n", "'input' in f.yaml has no value");
    assertRefused("input: [[a]]\n", "'input' in f.yaml must be a single value");
    assertRefused("job: [a]\n", "'job' in f.yaml must be a single value");
  }

  @Test
  void refusesBrokenYamlWithItsPlace() {
    assertRefused("input: [a\nb: c", "line 2");
  }

  @Test
  void refusesAliasBombs() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 30; i++) {
      yaml.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
    }
    assertRefused(yaml.toString(), "f.yaml");
  }

  @Test
  void refusesEndlessNesting() {
    assertRefused("a: " + "[".repeat(100_000), "f.yaml");
  }

  @Test
  void refusesObjectTags() {
    assertRefused("input: !!java.net.URL [\"http://localhost\"]\n", "f.yaml");
  }

  @Test
  void saysWhichFileIsMissing(@TempDir Path folder) {
    String place = folder.resolve("none.yaml").toString();
    assertThatThrownBy(() -> JobFile.read(place))
        .isInstanceOf(UserException.class)
        .hasMessage("There is no file " + place + ".");
  }

  @Test
  void refusesFilesTooLargeToBeOptions(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("big.yaml");
    Files.write(file, new byte[Yaml.MAX_CHARACTERS + 1]);
    assertThatThrownBy(() -> JobFile.read(file.toString()))
        .hasMessageContaining("is larger than 1024 KiB");
  }

  @Test
  void readsAnEmptyFileAsNoSettings() {
    assertThat(JobFile.parse("f.yaml", "# nothing\n").settings()).isEmpty();
  }

  private static void assertRefused(String yaml, String message) {
    assertThatThrownBy(() -> JobFile.parse("f.yaml", yaml))
        .isInstanceOfSatisfying(UserException.class, e -> assertThat(e.isUsage()).isTrue())
        .hasMessageContaining(message);
  }
}

package io.lakewright.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench on generated files in the order of the archive. */
class UcrBenchTest {
  @TempDir Path directory;

  /** More than on these files is not claimed; what is measured on more stands in docs. */
  @Test
  void countsTheFilesWhoseTopDiscordIsWhereTheLabelIs() throws IOException {
    UcrLike.write(directory, 20, 5);
    Files.writeString(directory.resolve("README.txt"), "not a series");
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    List<UcrBench.Outcome> outcomes =
        UcrBench.run(directory, 100, new PrintStream(printed, true, StandardCharsets.UTF_8));

    assertThat(outcomes).hasSize(20);
    for (UcrBench.Way way : UcrBench.Way.values()) {
      long hits = outcomes.stream().filter(outcome -> outcome.hit(way)).count();
      assertThat(hits).as("%s", way).isBetween(10L, 20L);
      assertThat(printed.toString(StandardCharsets.UTF_8)).contains("(" + hits + ")");
    }
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("20 files in ")
        .contains("| 001_UCR_Anomaly_harmonicsflat_");
  }

  @Test
  void readsValuesOnOneLineAndOnMany() throws IOException {
    Path lines = directory.resolve("001_UCR_Anomaly_a_b_3_4_5.txt");
    Path line = directory.resolve("002_UCR_Anomaly_a_3_4_5.txt");
    Files.writeString(lines, "1.5\n2\n-3e2\n4\n5\n6\n");
    Files.writeString(line, "  1.5  2.0   -300 4 5 6 ");

    UcrFile one = UcrFile.read(lines);

    assertThat(one.values()).containsExactly(UcrFile.read(line).values());
    assertThat(one.name()).isEqualTo("001_UCR_Anomaly_a_b_3_4_5");
    assertThat(one.train()).isEqualTo(3);
    assertThat(one.begin()).isEqualTo(4);
    assertThat(one.end()).isEqualTo(5);
  }

  @Test
  void takesThePointsOfALabelFromOneOn() {
    UcrFile file = new UcrFile("a", new double[1_000], 100, 500, 510);

    assertThat(file.labels(399, 100)).isTrue();
    assertThat(file.labels(398, 100)).isFalse();
    assertThat(file.labels(609, 100)).isTrue();
    assertThat(file.labels(610, 100)).isFalse();
  }
}

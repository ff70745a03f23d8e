package io.lakewright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The jar for the cluster holds the application and what the platforms lack, nothing else. */
class ClusterJarIT {
  private static final Path JAR = Path.of(System.getProperty("lakewright.jar"));

  /** Ours, picocli, SnakeYAML Engine, jmustache and Random Cut Forest. */
  private static final String OURS =
      "(io/lakewright|picocli|org/snakeyaml/engine|com/samskivert/mustache|com/amazon/randomcutforest)/.*";

  @Test
  void holdsOnlyTheApplicationAndFourLibraries() throws IOException {
    assertThat(entries())
        .filteredOn(name -> !name.endsWith("/"))
        .allMatch(
            name -> name.matches(OURS) || name.startsWith("META-INF/"), "expected in the jar");
    assertThat(entries())
        .noneMatch(
            name -> name.matches("META-INF/versions/.*\\.class") && !name.contains("picocli"));
  }

  @Test
  void holdsTheEntryPointsAndTheReportTemplate() throws IOException {
    assertThat(entries())
        .contains(
            "io/lakewright/cli/Main.class",
            "io/lakewright/cli/SubmitMain.class",
            "io/lakewright/cli/GlueMain.class",
            "io/lakewright/report/report.mustache",
            "io/lakewright/version.properties",
            "META-INF/LICENSE",
            "META-INF/NOTICE");
  }

  @Test
  void staysSmall() {
    assertThat(JAR.toFile().length()).isLessThan(5_000_000L);
  }

  private static List<String> entries() throws IOException {
    try (ZipFile jar = new ZipFile(JAR.toFile())) {
      return jar.stream().map(entry -> entry.getName()).toList();
    }
  }
}

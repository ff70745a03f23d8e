package io.lakewright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script as people use it: from elsewhere, through links. */
class LauncherIT {
  private static final Path LAUNCHER =
      Path.of(System.getProperty("lakewright.jar")).resolveSibling("../lakewright").normalize();
  private static final int MINUTES = 5;
  private static final String INPUT =
      "println(\"COUNT \" + lakewright.spark.range(5).count())\n:quit\n";

  private record Outcome(int exitCode, String out, String err) {}

  @TempDir Path folder;
  private Path link;

  @BeforeEach
  void linkFromElsewhere() throws IOException {
    Path first = Files.createSymbolicLink(folder.resolve("first"), LAUNCHER.toAbsolutePath());
    link =
        Files.createSymbolicLink(
            Files.createDirectory(folder.resolve("bin")).resolve("lw"),
            Path.of("..").resolve(first.getFileName()));
  }

  @Test
  void keepsTablesBelowTheCurrentDirectoryAndResultsOnStandardOutput() throws Exception {
    Outcome written =
        run(Map.of(), "sql", "CREATE TABLE lake.db.t USING iceberg AS SELECT 7 AS n, 'é' AS s");
    assertThat(written.exitCode()).as(written.err()).isZero();
    assertThat(folder.resolve("lake/lake-catalog.db")).exists();

    Outcome read = run(Map.of(), "sql", "SELECT * FROM lake.db.t", "--format", "csv");

    assertThat(read.exitCode()).as(read.err()).isZero();
    assertThat(read.out()).isEqualTo("n,s\r\n7,é\r\n");
    assertThat(read.err()).isEmpty();
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("first", "bin", "lake");
  }

  @Test
  void opensTheShellWithTheJobsAtHand() throws Exception {
    Outcome shell = run(Map.of(), "shell");
    assertThat(shell.out()).contains("COUNT 5");
  }

  @Test
  void givesBackTheExitCode() throws Exception {
    assertThat(run(Map.of(), "nonsense").exitCode()).isEqualTo(2);
    assertThat(run(Map.of(), "--version").out()).startsWith("Lakewright ");
  }

  @Test
  void saysWhatIsWrongWithJava() throws Exception {
    Outcome outcome = run(Map.of("JAVA_HOME", "/nowhere"), "--version");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("JAVA_HOME is /nowhere").contains("JDK 17");
  }

  private Outcome run(Map<String, String> environment, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(link.toString()));
    command.addAll(List.of(arguments));
    Path logs = Files.createDirectories(folder.resolveSibling(folder.getFileName() + "-logs"));
    Path out = logs.resolve("out");
    Path err = logs.resolve("err");
    Path in = Files.writeString(logs.resolve("in"), INPUT);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("LAKEWRIGHT_HEAP", "600m");
    builder.environment().remove("SPARK_HOME");
    builder.environment().remove("SPARK_MASTER");
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as("ended in time").isTrue();
    return new Outcome(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8).replaceAll("(Building|Preparing).*\\R", ""));
  }
}

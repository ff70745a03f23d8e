package io.lakewright.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakewright.testkit.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run in its own JVM is watched and then told to end. */
class InterruptIT {
  private static final int INTERRUPT = 2;
  private static final Pattern PARTIAL =
      Pattern.compile("Counting slowly: done [1-9][0-9,]* of 100,000 .*/s, .* left");

  @Test
  void tellsPartialCountsOfRunningTasksAndWritesTheRecordWhenKilledPolitely(@TempDir Path folder)
      throws IOException {
    endedBy("TERM", 143, folder);
  }

  @Test
  void endsByItselfAfterCtrlC(@TempDir Path folder) throws IOException {
    Assumptions.assumeFalse(isInterruptIgnored(), "a background shell's children ignore Ctrl-C");

    String output = endedBy("INT", 130, folder);

    assertThat(output).contains("a second Ctrl-C ends at once");
  }

  private static boolean isInterruptIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    String mask =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .findFirst()
            .orElseThrow()
            .substring("SigIgn:".length())
            .strip();
    return (Long.parseUnsignedLong(mask, 16) & 1L << (INTERRUPT - 1)) != 0;
  }

  /**
   * @param exitCode 128 and the number of the signal
   */
  private static String endedBy(String signal, int exitCode, Path folder) throws IOException {
    String output;
    try (JavaProcess run =
        JavaProcess.logging(folder.resolve("log"))
            .moduleOptions()
            .options("-Xmx512m")
            .options("-Dlog4j2.configurationFile=" + System.getProperty("log4j2.configurationFile"))
            .classPath(System.getProperty("java.class.path"))
            .start(SlowJobMain.class.getName(), List.of(folder.toString()))) {
      run.await(
          "partial counts", Duration.ofMinutes(2), () -> PARTIAL.matcher(run.output()).find());

      new ProcessBuilder("kill", "-" + signal, Long.toString(run.handle().pid())).start();

      assertThat(run.exitCode(Duration.ofMinutes(1))).isEqualTo(exitCode);
      output = run.output();
      assertThat(output).contains("slow interrupted after");
    }
    JsonNode record = new ObjectMapper().readTree(folder.resolve("report/run.json").toFile());
    assertThat(record.at("/status").asText()).isEqualTo("interrupted");
    assertThat(record.at("/exit_code").asInt()).isEqualTo(130);
    assertThat(record.at("/spark/jobs").asLong()).isPositive();
    assertThat(folder.resolve("report/report.html")).exists();
    return output;
  }
}

package io.lakewright.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakewright.testkit.JavaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run in its own JVM is watched and then told to end. */
class InterruptIT {
  private static final Pattern PARTIAL =
      Pattern.compile("Counting slowly: done [1-9][0-9,]* of 100,000 .*/s, .* left");

  @Test
  void tellsPartialCountsOfRunningTasksAndWritesTheRecordWhenInterrupted(@TempDir Path folder)
      throws IOException {
    try (JavaProcess run =
        JavaProcess.logging(folder.resolve("log"))
            .moduleOptions()
            .options("-Xmx512m")
            .options("-Dlog4j2.configurationFile=" + System.getProperty("log4j2.configurationFile"))
            .classPath(System.getProperty("java.class.path"))
            .start(SlowJobMain.class.getName(), List.of(folder.toString()))) {
      run.await(
          "partial counts", Duration.ofMinutes(2), () -> PARTIAL.matcher(run.output()).find());

      run.handle().destroy();

      // 128 and the number of the signal: 130 for Ctrl-C, 143 for the polite kill used here.
      assertThat(run.exitCode(Duration.ofMinutes(1))).isEqualTo(143);
      assertThat(run.output()).contains("slow interrupted after");
    }
    JsonNode record = new ObjectMapper().readTree(folder.resolve("report/run.json").toFile());
    assertThat(record.at("/status").asText()).isEqualTo("interrupted");
    assertThat(record.at("/exit_code").asInt()).isEqualTo(130);
    assertThat(record.at("/spark/jobs").asLong()).isPositive();
    assertThat(folder.resolve("report/report.html")).exists();
  }
}

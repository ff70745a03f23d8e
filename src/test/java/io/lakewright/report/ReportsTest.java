package io.lakewright.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakewright.UserException;
import io.lakewright.job.RunConsole;
import io.lakewright.job.RunRecord;
import io.lakewright.job.RunRecords;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void writesEverythingToRunJson() throws IOException {
    JsonNode json = new ObjectMapper().readTree(RunJson.of(RunRecords.done("runs/x")));
    assertThat(json.at("/run_id").asText()).isEqualTo("20260102-030405-abcd");
    assertThat(json.at("/job").asText()).isEqualTo("probe");
    assertThat(json.at("/status").asText()).isEqualTo("done");
    assertThat(json.at("/exit_code").asInt()).isZero();
    assertThat(json.at("/start").asText()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(json.at("/elapsed_seconds").asDouble()).isEqualTo(4.2);
    assertThat(json.at("/options/input/1").asText()).isEqualTo("b<c>");
    assertThat(json.at("/versions/spark/version").asText()).startsWith("3.5");
    assertThat(json.at("/counts/rates").asLong()).isEqualTo(2);
    assertThat(json.at("/outputs/0/place").asText()).isEqualTo("out/\"rates\"");
    assertThat(json.at("/anomalies/0/occurrences").asLong()).isEqualTo(3);
    assertThat(json.at("/anomalies/0/raw").asText()).startsWith("<script>");
    assertThat(json.at("/spark/tasks").isNumber()).isTrue();
    assertThat(json.has("error")).isFalse();
  }

  @Test
  void writesTheFailureToRunJson() throws IOException {
    JsonNode json =
        new ObjectMapper()
            .readTree(RunJson.of(RunRecords.failed("runs/x", new IOException("disk is full"))));
    assertThat(json.at("/status").asText()).isEqualTo("failed");
    assertThat(json.at("/exit_code").asInt()).isEqualTo(1);
    assertThat(json.at("/error/message").asText()).isEqualTo("IOException: disk is full");
    assertThat(json.at("/error/stack_trace").asText()).contains("\tat ");
    assertThat(json.has("counts")).isFalse();
  }

  @Test
  void escapesEverythingInHtml() {
    String html = HtmlReport.of(RunRecords.done("runs/x"));
    assertThat(html)
        .doesNotContain("<script")
        .contains("&lt;script&gt;alert(")
        .contains("2 rates from &lt;b&gt;1&lt;/b&gt; file")
        .contains("a&amp;b.json")
        .contains("&lt;99213&gt;")
        .contains("not &lt;10&gt; digits")
        .doesNotContain("b<c>")
        .contains("width:100.00%")
        .contains("width:25.00%");
  }

  @Test
  void reportsAFailureInHtml() {
    String html = HtmlReport.of(RunRecords.failed("runs/x", new UserException("No <file>.")));
    assertThat(html).contains("Why it failed", "No &lt;file&gt;.").doesNotContain("Written");
  }

  @Test
  void needsNothingFromElsewhere() {
    assertThat(HtmlReport.of(RunRecords.done("runs/x")))
        .doesNotContainPattern("(?i)(src|href)=")
        .contains("prefers-color-scheme:dark")
        .contains("name=\"viewport\"");
  }

  @Test
  void writesBothFilesAndNoChecksums(@TempDir Path folder) throws IOException {
    Path report = folder.resolve("a/b");
    new FileReports().report(RunRecords.done(report.toString()), new Configuration());
    assertThat(report.toFile().list()).containsExactlyInAnyOrder("run.json", "report.html");
    assertThat(report.resolve("report.html")).content().startsWith("<!DOCTYPE html>");
  }

  @Test
  void summarisesOnTheConsole() {
    console(RunRecords.done("runs/x"));
    assertThat(out)
        .asString()
        .contains("probe: 2 rates from <b>1</b> file in 4.2 s")
        .contains("input bytes  12.3 kB")
        .contains("out/\"rates\"  parquet  2 rows  500 B  1 files")
        .contains("3 ×  invalid-npi")
        .contains("██████████")
        .contains("./lakewright sql")
        .contains("Report     runs/x");
    assertThat(err).asString().isEmpty();
  }

  @Test
  void saysWhyARunFailed() {
    console(RunRecords.failed("runs/x", new IOException("disk is full")));
    assertThat(err)
        .asString()
        .contains("Error: IOException: disk is full")
        .contains("probe failed after 4.2 s")
        .contains("The stack trace is in runs/x/run.json")
        .doesNotContain("\tat ");
    assertThat(out).asString().isEmpty();
  }

  private void console(RunRecord record) {
    new ConsoleReport(new RunConsole(new PrintWriter(out), new PrintWriter(err), false))
        .report(record, new Configuration());
  }
}

package io.lakewright.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakewright.job.Failure;
import io.lakewright.job.JobResult;
import io.lakewright.job.RunRecord;
import io.lakewright.session.Versions;
import java.util.List;
import java.util.Map;

/** The run record for programs. Names are a contract; new ones may be added. */
final class RunJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private RunJson() {}

  static String of(RunRecord record) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("run_id", record.runId());
    root.put("job", record.job());
    root.put("status", record.status().label());
    root.put("exit_code", record.status().exitCode());
    root.put("start", record.start().toString());
    root.put("end", record.end().toString());
    root.put("elapsed_seconds", record.elapsed().toMillis() / 1000.0);
    root.put("spark_application", record.application());
    texts(root.putArray("command_line"), record.request().commandLine());
    options(root.putObject("options"), record.request().options());
    versions(root.putObject("versions"), record.libraries());
    if (record.result() != null) {
      result(root, record.result());
    }
    ObjectNode spark = root.putObject("spark");
    record.totals().byName().forEach(spark::put);
    if (record.failure() != null) {
      failure(root.putObject("error"), record.failure());
    }
    try {
      return MAPPER.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of plain values is always JSON", e);
    }
  }

  private static void options(ObjectNode node, Map<String, Object> options) {
    options.forEach(
        (name, value) -> {
          if (value instanceof List<?> list) {
            texts(node.putArray(name), list.stream().map(String::valueOf).toList());
          } else {
            node.put(name, String.valueOf(value));
          }
        });
  }

  private static void versions(ObjectNode node, List<Versions.Library> libraries) {
    for (Versions.Library library : libraries) {
      ObjectNode entry = node.putObject(library.name().toLowerCase(java.util.Locale.ROOT));
      entry.put("version", library.version());
      entry.put("origin", library.origin());
    }
  }

  private static void result(ObjectNode root, JobResult result) {
    root.put("headline", result.headline());
    ObjectNode counts = root.putObject("counts");
    result.counts().forEach(counts::put);
    ArrayNode outputs = root.putArray("outputs");
    for (JobResult.Output output : result.outputs()) {
      ObjectNode node = outputs.addObject();
      node.put("role", output.role());
      node.put("place", output.place());
      node.put("format", output.format());
      node.put("rows", output.rows());
      node.put("bytes", output.bytes());
      node.put("files", output.files());
    }
    ArrayNode anomalies = root.putArray("anomalies");
    for (JobResult.AnomalyCount anomaly : result.anomalies()) {
      ObjectNode node = anomalies.addObject();
      node.put("source_file", anomaly.sourceFile());
      node.put("kind", anomaly.kind());
      node.put("occurrences", anomaly.occurrences());
      node.put("detail", anomaly.detail());
      node.put("raw", anomaly.raw());
    }
    ArrayNode listings = root.putArray("listings");
    for (JobResult.Listing listing : result.listings()) {
      ObjectNode node = listings.addObject();
      node.put("title", listing.title());
      texts(node.putArray("columns"), listing.columns());
      ArrayNode rows = node.putArray("rows");
      listing.rows().forEach(row -> texts(rows.addArray(), row));
    }
    ArrayNode breakdowns = root.putArray("breakdowns");
    for (JobResult.Breakdown breakdown : result.breakdowns()) {
      ObjectNode node = breakdowns.addObject();
      node.put("title", breakdown.title());
      node.put("unit", breakdown.unit());
      ObjectNode bars = node.putObject("values");
      breakdown.bars().forEach(bar -> bars.put(bar.label(), bar.value()));
    }
    texts(root.putArray("hints"), result.hints());
    root.put("check_failed", result.checkFailed());
  }

  private static void failure(ObjectNode node, Failure failure) {
    node.put("message", failure.message());
    node.put("hint", failure.hint());
    node.put("expected", failure.expected());
    node.put("stack_trace", failure.stackTrace());
  }

  private static void texts(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }
}

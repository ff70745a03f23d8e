package io.lakewright.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakewright.sample.RatesOptions;
import io.lakewright.sample.SampleResult;
import io.lakewright.testkit.TestDirs;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Many small files beside one of the same content. */
final class SmallFilesBench {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int IDS_PER_FILE = 10_000;

  private SmallFilesBench() {}

  public static void main(String[] given) throws Exception {
    Arguments arguments =
        new Arguments(
            given, "files", "2000", "file-size", "20kb", "rows-per-mb", "40000", "heap", "");
    Path directory = BenchFiles.directory("small-files");
    int files = arguments.number("files");
    SampleResult sample =
        BenchFiles.sample(
            RatesOptions.into(directory.resolve("input"))
                .withSize(arguments.bytes("file-size") * files)
                .withFiles(files)
                .withRowsPerMb(arguments.number("rows-per-mb")));
    Path one = directory.resolve("one.json");
    merge(sample.files().stream().map(SampleResult.SampleFile::path).toList(), one);

    String heap = arguments.text("heap");
    MeasuredProcess single = FlattenRuns.unpartitioned(one, directory, heap, sample.counts());
    MeasuredProcess many =
        FlattenRuns.unpartitioned(directory.resolve("input"), directory, heap, sample.counts());
    Report report =
        new Report(
            "Many small files beside one",
            "input",
            "MB in",
            "rows",
            "seconds",
            "CPU seconds",
            "ratio",
            "bar");
    report.row(
        "one file",
        Report.megabytes(Files.size(one)),
        sample.counts().rows(),
        single.seconds(),
        single.cpuSeconds(),
        "",
        "");
    report.row(
        files + " files",
        Report.megabytes(sample.jsonBytes()),
        sample.counts().rows(),
        many.seconds(),
        many.cpuSeconds(),
        many.seconds() / single.seconds(),
        "2.00");
    report.print();
    TestDirs.delete(directory);
  }

  /**
   * One file with all sections of the others; group ids are renumbered, as each file has its own.
   */
  private static void merge(List<Path> files, Path to) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to))) {
      JsonNode first = JSON.readTree(files.get(0).toFile());
      ObjectNode header = first.deepCopy();
      header.remove(List.of("provider_references", "in_network"));
      String start = header.toString();
      write(out, start.substring(0, start.length() - 1));
      for (String section : List.of("provider_references", "in_network")) {
        write(out, ",\n\"" + section + "\":[");
        for (int file = 0; file < files.size(); file++) {
          ArrayNode elements = JSON.readTree(files.get(file).toFile()).withArray(section);
          for (JsonNode element : elements) {
            renumber(element, file * IDS_PER_FILE);
          }
          String text = elements.toString();
          write(out, (file == 0 ? "" : ",\n") + text.substring(1, text.length() - 1));
        }
        write(out, "]");
      }
      write(out, "}\n");
    }
  }

  private static void renumber(JsonNode element, int offset) {
    if (element.has("provider_group_id")) {
      ((ObjectNode) element)
          .put("provider_group_id", element.get("provider_group_id").asInt() + offset);
    }
    for (JsonNode entry : element.path("negotiated_rates")) {
      ArrayNode ids = (ArrayNode) entry.get("provider_references");
      for (int i = 0; i < ids.size(); i++) {
        ids.set(i, ids.get(i).asInt() + offset);
      }
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}

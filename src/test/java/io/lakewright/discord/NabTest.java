package io.lakewright.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakewright.Lakewright;
import io.lakewright.testkit.DuckDb;
import io.lakewright.testkit.SharedData;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.TestDirs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The labelled series of the Numenta Anomaly Benchmark: which of their anomalies are found, at
 * which rank. What comes out is the table in the documentation, row by row.
 */
@ExtendWith(SparkExtension.class)
class NabTest {
  @Test
  void findsTheAnomaliesThatTheDocumentationSays(SparkSession spark, @TempDir Path folder)
      throws IOException {
    Path nab = SharedData.require("nab");
    SeriesFile file = new SeriesFile("series,timestamp,value");
    for (Path series : files(nab)) {
      for (String line : Files.readAllLines(series).subList(1, lines(series))) {
        file.line(name(series), line);
      }
    }
    Path output = folder.resolve("out");

    Lakewright.with(spark)
        .discords(file.in(folder.resolve("in")))
        .series("series")
        .time("timestamp")
        .train(Train.parse("600"))
        .top(5)
        .to(output.toString())
        .run();

    JsonNode windows = new ObjectMapper().readTree(nab.resolve("combined_windows.json").toFile());
    List<String> rows = new ArrayList<>();
    for (Path series : files(nab)) {
      String key = nab.relativize(series).toString();
      rows.add(row(output, name(series), windows.get(key)));
    }
    String documentation = Files.readString(TestDirs.base().resolve("docs/discords.md"));
    assertThat(rows).hasSize(13);
    assertThat(documentation).contains(String.join("\n", rows));
  }

  /** A discord finds an anomaly if it has a point in its window. */
  private static String row(Path output, String series, JsonNode windows) {
    List<List<Object>> discords =
        DuckDb.query(
            "SELECT rank, strftime(start_time, '%%Y-%%m-%%d %%H:%%M:%%S'), strftime(end_time, '%%Y-%%m-%%d %%H:%%M:%%S'), length FROM %s WHERE series = '%s' ORDER BY rank"
                .formatted(DuckDb.parquet(output.resolve("discords")), series));
    TreeSet<Object> ranks = new TreeSet<>();
    int found = 0;
    for (JsonNode window : windows) {
      String from = window.get(0).asText().substring(0, 19);
      String to = window.get(1).asText().substring(0, 19);
      boolean hit = false;
      for (List<Object> discord : discords) {
        if (discord.get(1).toString().compareTo(to) <= 0
            && discord.get(2).toString().compareTo(from) >= 0) {
          ranks.add(discord.get(0));
          hit = true;
        }
      }
      found += hit ? 1 : 0;
    }
    return "| `%s` | %s | %d of %d | %s |"
        .formatted(
            series,
            discords.get(0).get(3),
            found,
            windows.size(),
            ranks.isEmpty()
                ? "–"
                : String.join(", ", ranks.stream().map(Object::toString).toList()));
  }

  private static List<Path> files(Path nab) throws IOException {
    try (Stream<Path> all = Files.walk(nab)) {
      return all.filter(path -> path.toString().endsWith(".csv")).sorted().toList();
    }
  }

  private static int lines(Path file) throws IOException {
    return Files.readAllLines(file).size();
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".csv", "");
  }
}

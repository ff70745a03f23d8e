package io.lakewright.rates;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.Lakewright;
import io.lakewright.rates.FlattenOptions.Writer;
import io.lakewright.rates.split.SplitLimits;
import io.lakewright.source.RemoteOptions;
import io.lakewright.table.Layout;
import io.lakewright.table.Place;
import io.lakewright.table.Tables;
import io.lakewright.testkit.Exploration;
import io.lakewright.testkit.FaultyHttpServer;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.mrf.CanonicalRows;
import io.lakewright.testkit.mrf.MrfFile;
import io.lakewright.testkit.mrf.NaiveFlattener;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random files with every quirk, all in one run: in the table, each has the rows that the naive
 * flattener finds in it, and beside it the same kinds of anomalies.
 */
@ExtendWith(SparkExtension.class)
class FlattenPropertyTest {
  private static final int FILES = 150;

  @TempDir private static Path folder;
  private static final Map<String, MrfFile> INPUT = new TreeMap<>();
  private static FaultyHttpServer server;

  @BeforeAll
  static void writeFiles() throws IOException {
    server = FaultyHttpServer.start();
    String base = server.url("");
    long first = Exploration.seed(0);
    for (long seed = first; seed < first + FILES; seed++) {
      MrfFile file = MrfFile.random(seed, base);
      boolean zipped = seed % 3 == 0;
      Path path = folder.resolve("f" + seed + (zipped ? ".json.gz" : ".json"));
      try (OutputStream plain = Files.newOutputStream(path);
          OutputStream out = zipped ? new GZIPOutputStream(plain) : plain) {
        out.write(file.bytes());
      }
      file.remotes().forEach((at, content) -> server.on(at, FaultyHttpServer.ok(content)));
      INPUT.put(path.getFileName().toString(), file);
    }
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Test
  void smallSlicesAndJoinedProvidersGiveTheRowsOfTheNaiveFlattener(
      SparkSession spark, @TempDir Path output) {
    check(
        spark,
        output.resolve("rates").toString(),
        Layout.NONE,
        new SplitLimits(150, 1 << 20),
        0,
        false,
        Writer.RUNS);
  }

  @Test
  void wholeItemsInPartitionsAndBucketsGiveTheRowsOfTheNaiveFlattener(
      SparkSession spark, @TempDir Path output) {
    check(
        spark,
        output.resolve("rates").toString(),
        FlattenOptions.PARQUET_LAYOUT,
        SplitLimits.DEFAULT,
        1 << 24,
        true,
        Writer.RUNS);
  }

  @Test
  void sparksOwnWriterGivesTheRowsOfTheNaiveFlattener(SparkSession spark, @TempDir Path output) {
    check(
        spark,
        output.resolve("rates").toString(),
        FlattenOptions.PARQUET_LAYOUT,
        SplitLimits.DEFAULT,
        1 << 24,
        true,
        Writer.ROWS);
  }

  @Test
  void icebergInRunsHasTheRowsOfTheNaiveFlattener(SparkSession spark) {
    check(
        spark,
        "lake.runs.rates",
        FlattenOptions.ICEBERG_LAYOUT,
        new SplitLimits(150, 1 << 20),
        1 << 24,
        false,
        Writer.RUNS);
  }

  private static void check(
      SparkSession spark,
      String output,
      Layout layout,
      SplitLimits limits,
      long broadcastBytes,
      boolean byCode,
      Writer writer) {
    FlattenOptions defaults = FlattenOptions.of(List.of(folder.toString()), Place.parse(output));
    Lakewright.with(spark)
        .run(
            new FlattenJob(
                new FlattenOptions(
                    defaults.input(),
                    defaults.output(),
                    defaults.format(),
                    defaults.ifExists(),
                    Optional.of(layout),
                    defaults.codes(),
                    defaults.filter(),
                    Optional.of(RemoteOptions.DEFAULT.withAllowHosts(Set.of("localhost"))),
                    defaults.onError(),
                    defaults.maxAnomalies(),
                    limits,
                    Optional.of(broadcastBytes),
                    writer,
                    false)));
    Map<String, List<String>> rows = rowsByFile(read(spark, output));
    Map<String, Set<String>> kinds =
        kindsByFile(Tables.read(spark, Place.parse(output + "_anomalies")));

    List<String> wrong = new ArrayList<>();
    INPUT.forEach(
        (name, file) -> {
          List<String> expected = new ArrayList<>();
          Set<String> expectedKinds =
              NaiveFlattener.flatten(
                      file.bytes(),
                      name,
                      location -> file.remotes().get(URI.create(location).getPath()),
                      row -> expected.add(expected(row, byCode)))
                  .keySet();
          String difference =
              CanonicalRows.difference(expected, rows.getOrDefault(name, List.of()));
          if (!difference.isEmpty()) {
            wrong.add(name + " " + file.quirks() + ": " + difference);
          }
          Set<String> found = kinds.getOrDefault(name, Set.of());
          if (!found.equals(expectedKinds)) {
            wrong.add(name + " " + file.quirks() + ": kinds " + expectedKinds + " but " + found);
          }
        });
    assertThat(wrong).as("%s of %s files", wrong.size(), FILES).isEmpty();
  }

  /** A folder's name cannot tell an empty code from none. */
  private static String expected(Map<String, Object> row, boolean byCode) {
    if (byCode && "".equals(row.get("billing_code"))) {
      Map<String, Object> copy = new HashMap<>(row);
      copy.put("billing_code", null);
      return CanonicalRows.of(copy);
    }
    return CanonicalRows.of(row);
  }

  private static Dataset<Row> read(SparkSession spark, String table) {
    return table.startsWith("/")
        ? spark.read().schema(RatesTable.SCHEMA).parquet(table)
        : spark.table(table);
  }

  private static Map<String, List<String>> rowsByFile(Dataset<Row> table) {
    Map<String, List<String>> rows = new HashMap<>();
    for (Row row :
        table
            .withColumn(
                "source_file", functions.regexp_extract(functions.col("source_file"), "[^/]+$", 0))
            .collectAsList()) {
      rows.computeIfAbsent(row.getAs("source_file"), name -> new ArrayList<>())
          .add(CanonicalRows.of(row));
    }
    return rows;
  }

  private static Map<String, Set<String>> kindsByFile(Dataset<Row> anomalies) {
    Map<String, Set<String>> kinds = new HashMap<>();
    for (Row row :
        anomalies
            .selectExpr("regexp_extract(source_file, '[^/]+$', 0)", "kind")
            .distinct()
            .collectAsList()) {
      kinds.computeIfAbsent(row.getString(0), name -> new TreeSet<>()).add(row.getString(1));
    }
    return kinds;
  }
}

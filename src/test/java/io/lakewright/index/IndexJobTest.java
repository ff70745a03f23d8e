package io.lakewright.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.Lakewright;
import io.lakewright.UserException;
import io.lakewright.sample.TocOptions;
import io.lakewright.sample.TocResult;
import io.lakewright.sample.TocSample;
import io.lakewright.table.Format;
import io.lakewright.table.IfExists;
import io.lakewright.table.Place;
import io.lakewright.table.Tables;
import io.lakewright.testkit.SharedData;
import io.lakewright.testkit.SparkExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SparkExtension.class)
class IndexJobTest {
  @TempDir Path dir;

  @Test
  void makesTheSameTablesAsANaiveReader(SparkSession spark) throws IOException {
    NaiveToc naive = new NaiveToc();
    Files.createDirectories(dir.resolve("tocs"));
    for (int i = 0; i < 6; i++) {
      String json = new RandomToc(i).json();
      naive.add(json);
      Path file = dir.resolve("tocs/" + i + "_index.json");
      try (OutputStream out =
          i % 2 == 0
              ? Files.newOutputStream(file)
              : new GZIPOutputStream(Files.newOutputStream(file))) {
        out.write(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    IndexResult result = run(IndexOptions.of(List.of(dir + "/tocs"), dir + "/out"));

    Map<String, String> files = new TreeMap<>();
    for (Row row : rows("out/mrf_files", "location", "kind", "structure_count", "plan_count")) {
      files.put(
          row.getString(0).replaceFirst("\\?.*", ""),
          row.getString(1) + "/" + row.getLong(2) + "/" + row.getLong(3));
    }
    Map<String, String> expected = new TreeMap<>();
    naive.files.forEach((location, use) -> expected.put(location, use.toString()));
    assertThat(files).isEqualTo(expected);
    assertThat(
            rows(
                    "out/mrf_plans",
                    "structure_id",
                    "plan_name",
                    "plan_id_type",
                    "plan_id",
                    "plan_market_type",
                    "issuer_name",
                    "plan_sponsor_name")
                .stream()
                .map(row -> row.mkString("|").replaceFirst("^[0-9a-f]{12}-", ""))
                .map(text -> text.replace("null", "")))
        .containsExactlyInAnyOrderElementsOf(naive.plans);
    long links = naive.files.values().stream().mapToLong(use -> use.structures.size()).sum();
    assertThat(table("out/mrf_plans_files").count()).isEqualTo(links);
    assertThat(result.counts())
        .containsEntry("tables_of_contents", 6L)
        .containsEntry("files", (long) expected.size())
        .containsEntry("plans", (long) naive.plans.size());
    assertThat(result.anomalies()).extracting("kind").contains("blank-location");
    assertThat(table("out/mrf_files_anomalies").count()).isPositive();
    assertThat(result.checkFailed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PARQUET", "DELTA"})
  void appendingOneTableOfContentsAfterTheOtherGivesTheTablesOfBothTogether(Format format)
      throws IOException {
    List<String> inputs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Path file = dir.resolve(i + "_index.json");
      Files.writeString(file, new RandomToc(i).json());
      inputs.add(file.toString());
    }
    run(options(inputs, dir + "/together", format, IfExists.FAIL));

    run(options(inputs.subList(0, 1), dir + "/apart", format, IfExists.APPEND));
    run(options(inputs.subList(1, 3), dir + "/apart", format, IfExists.APPEND));
    run(options(inputs.subList(0, 2), dir + "/apart", format, IfExists.APPEND));

    for (String table :
        List.of("mrf_files", "mrf_plans", "mrf_plans_files", "mrf_files_anomalies")) {
      assertThat(text("apart/" + table)).as(table).isEqualTo(text("together/" + table));
    }
  }

  private List<String> text(String table) {
    return table(table).collectAsList().stream().map(Row::toString).sorted().toList();
  }

  private static IndexOptions options(
      List<String> input, String output, Format format, IfExists ifExists) {
    return new IndexOptions(
        input,
        Optional.empty(),
        Optional.of(output),
        Optional.of(format),
        ifExists,
        Optional.empty(),
        Optional.empty(),
        false);
  }

  @Test
  void readsARealTableOfContents(SparkSession spark) {
    Path real = SharedData.require("price-transparency/2025-07-23_BCBSOK_index.json.gz");
    IndexResult result = run(IndexOptions.of(List.of(real.toString()), dir + "/out"));
    assertThat(result.counts())
        .containsEntry("structures", 18L)
        .containsEntry("plans", 4106L)
        .containsEntry("in_network_references", 4124L);
    Dataset<Row> files = table("out/mrf_files");
    assertThat(files.filter("kind = 'in-network'").count()).isEqualTo(586);
    assertThat(files.filter("file_name like '%43_of_60.json.gz' and plan_count > 0").count())
        .isPositive();
    assertThat(table("out/mrf_plans").filter("plan_id_type in ('hios', 'ein')").count())
        .isEqualTo(4106);
    assertThat(MrfFiles.inputs(spark, place("out/mrf_files"))).hasSize(586);
  }

  @Test
  void readsEverySchemaVersionOfTheOfficialExamples(SparkSession spark) {
    Path folder = SharedData.require("price-transparency");
    List<String> inputs =
        List.of("cms-v1.0.0", "cms-v1.6.2", "cms-v2.2.0").stream()
            .map(version -> folder + "/" + version + "/table-of-contents-sample.json")
            .toList();
    IndexResult result = run(IndexOptions.of(inputs, dir + "/out"));
    assertThat(result.counts()).containsEntry("tables_of_contents", 3L);
    assertThat(table("out/mrf_plans").select("source_file").distinct().count()).isEqualTo(3);
    assertThat(table("out/mrf_plans").filter("issuer_name is not null").count()).isPositive();
  }

  @Test
  void makesTablesInADatabase(SparkSession spark) throws IOException {
    TocResult sample = sample(TocOptions.Quirk.values());
    IndexOptions options =
        new IndexOptions(
            List.of(sample.path().toString()),
            Optional.empty(),
            Optional.of("lake.mrf_index"),
            Optional.empty(),
            IfExists.FAIL,
            Optional.empty(),
            Optional.of(0L),
            false);
    IndexResult result = run(options);
    assertThat(spark.table("lake.mrf_index.mrf_files").filter("kind = 'in-network'").count())
        .isEqualTo(sample.files());
    assertThat(spark.table("lake.mrf_index.mrf_plans").count()).isEqualTo(sample.plans());
    assertThat(
            spark
                .sql(
                    "SELECT count(*) FROM lake.mrf_index.mrf_plans p JOIN lake.mrf_index.mrf_plans_files USING (structure_id) JOIN lake.mrf_index.mrf_files f USING (file_id)")
                .head()
                .getLong(0))
        .isGreaterThan(sample.plans());
    assertThat(result.outputs())
        .extracting("role")
        .containsExactly("mrf_files", "mrf_files_anomalies", "mrf_plans", "mrf_plans_files");
    assertThat(result.checkFailed()).as("anomalies beyond the limit").isTrue();
    assertThatThrownBy(() -> run(options))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("exists");
  }

  @Test
  void aDryRunWritesNothing() throws IOException {
    TocResult sample = sample();
    IndexOptions options =
        new IndexOptions(
            List.of(sample.path().toString()),
            Optional.empty(),
            Optional.of(dir + "/out"),
            Optional.of(Format.PARQUET),
            IfExists.FAIL,
            Optional.of(DownloadOptions.to(dir + "/files").matching("*_1_of_*", "*RATES_2_of_*")),
            Optional.empty(),
            true);
    IndexResult result = run(options);
    assertThat(result.headline()).startsWith("Dry run: ").contains("2 files would be downloaded");
    assertThat(result.counts()).containsEntry("files_chosen", 2L);
    assertThat(dir.resolve("out")).doesNotExist();
    assertThat(dir.resolve("files")).doesNotExist();
  }

  @Test
  void refusesWhatIsNoTableOfContents() throws IOException {
    Files.writeString(dir.resolve("a.json"), "{\"in_network\":[]}");
    assertThatThrownBy(() -> run(IndexOptions.of(List.of(dir + "/a.json"), dir + "/out")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("No reporting structure in 1 files; nothing was written")
        .hasMessageContaining("these are rates; see flatten");
    assertThat(dir.resolve("out/mrf_files")).doesNotExist();
  }

  @Test
  void optionsThatContradictEachOtherAreRefused() {
    assertThatThrownBy(() -> IndexOptions.of(List.of(), "out"))
        .hasMessageContaining("Give either tables of contents");
    assertThatThrownBy(() -> IndexOptions.of(List.of("a"), "lake.db.mrf"))
        .hasMessageContaining("cannot be the output of index");
    assertThatThrownBy(() -> DownloadOptions.to("lake.files"))
        .hasMessageContaining("downloaded to a folder");
    assertThat(IndexOutput.parse("spark_catalog.mrf").files()).hasToString("mrf.mrf_files");
    assertThat(IndexOutput.parse("lake.mrf").plans()).hasToString("lake.mrf.mrf_plans");
    assertThat(IndexOutput.parse("/data/mrf/").plans()).hasToString("/data/mrf/mrf_plans");
  }

  private TocResult sample(TocOptions.Quirk... quirks) throws IOException {
    TocOptions plain = TocOptions.into(dir.resolve("sample"));
    return new TocSample(
            new TocOptions(
                plain.output(),
                plain.size(),
                plain.seed(),
                plain.schema(),
                plain.compression(),
                TocOptions.AllowedAmounts.LIST,
                java.util.Set.of(quirks),
                plain.rates(),
                plain.baseUrl()))
        .write();
  }

  private static IndexResult run(IndexOptions options) {
    return Lakewright.with(SparkExtension.session()).run(new IndexJob(options));
  }

  private Place place(String name) {
    return Place.parse(dir.resolve(name).toString());
  }

  private Dataset<Row> table(String name) {
    return Tables.read(SparkExtension.session(), place(name));
  }

  private List<Row> rows(String name, String first, String... more) {
    return table(name).select(first, more).collectAsList();
  }
}

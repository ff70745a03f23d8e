package io.lakewright.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.Lakewright;
import io.lakewright.UserException;
import io.lakewright.rates.FlattenOptions.OnError;
import io.lakewright.rates.split.RateFilter;
import io.lakewright.rates.split.SplitLimits;
import io.lakewright.source.RemoteOptions;
import io.lakewright.table.Format;
import io.lakewright.table.IfExists;
import io.lakewright.table.Place;
import io.lakewright.table.Tables;
import io.lakewright.testkit.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the job promises beyond its rows: what is loaded, what is not, and what it says. */
@ExtendWith(SparkExtension.class)
class FlattenJobTest {
  private static final String FILE =
      """
      {"reporting_entity_name":"P","reporting_entity_type":"payer","last_updated_on":"2024-05-01",
       "version":"1.0.0",
       "in_network":[%s],
       "provider_references":[{"provider_group_id":1,"provider_groups":[
         {"npi":[1111111111,2222222222],"tin":{"type":"ein","value":"11-1111111"}}]}]}
      """;

  @TempDir private Path folder;
  private Path input;
  private Path output;

  @BeforeEach
  void writeTwoFiles() throws IOException {
    input = Files.createDirectory(folder.resolve("in"));
    output = folder.resolve("rates");
    write(
        "a.json",
        item("CPT", "99213", "negotiated", 100),
        item("HCPCS", "G0001", "percentage", 40));
    write("b.json", item("CPT", "99213", "fee schedule", 80));
  }

  private static String item(String type, String code, String negotiated, int rate) {
    return """
        {"negotiation_arrangement":"ffs","name":"n","description":"d","billing_code_type":"%s",
         "billing_code_type_version":"2024","billing_code":"%s","negotiated_rates":[
          {"provider_references":[1],"negotiated_prices":[{"negotiated_type":"%s",
           "negotiated_rate":%d,"expiration_date":"9999-12-31","billing_class":"professional"}]}]}
        """
        .formatted(type, code, negotiated, rate);
  }

  private void write(String name, String... items) throws IOException {
    Files.writeString(input.resolve(name), FILE.formatted(String.join(",", items)));
  }

  private FlattenBuilder flatten(SparkSession spark) {
    return Lakewright.with(spark).flatten(input.toString()).to(output.toString());
  }

  private Dataset<Row> rates(SparkSession spark) {
    return Tables.read(spark, Place.parse(output.toString()));
  }

  @Test
  void filesAreRecognisedByTheirContentWhateverTheirName(SparkSession spark) throws IOException {
    assertThat(flatten(spark).run().counts()).containsEntry("rows", 6L);
    Files.copy(input.resolve("a.json"), input.resolve("copy-of-a.json"));

    FlattenResult again = flatten(spark).ifExists(IfExists.APPEND).run();

    assertThat(again.headline()).startsWith("Nothing new");
    assertThat(rates(spark).count()).isEqualTo(6);
  }

  @Test
  void theSameContentTwiceInOneInputIsLoadedOnce(SparkSession spark) throws IOException {
    Files.copy(input.resolve("a.json"), input.resolve("copy-of-a.json"));

    assertThat(flatten(spark).run().counts())
        .containsEntry("rows", 6L)
        .containsEntry("files", 2L)
        .containsEntry("files_known", 1L);
  }

  @Test
  void anExistingOutputIsAnErrorUnlessAskedFor(SparkSession spark) {
    flatten(spark).run();

    assertThatThrownBy(() -> flatten(spark).run())
        .isInstanceOf(UserException.class)
        .hasMessageContaining(output.toString());
  }

  @Test
  void replaceLeavesOnlyTheNewInput(SparkSession spark) throws IOException {
    flatten(spark).run();
    Files.delete(input.resolve("a.json"));

    flatten(spark).ifExists(IfExists.REPLACE).run();

    assertThat(rates(spark).count()).isEqualTo(2);
    assertThat(Tables.read(spark, Place.parse(output + "_files")).count()).isEqualTo(1);
  }

  @Test
  void parquetRefusesANewerVersionOfAFileBeforeAnythingIsChanged(SparkSession spark)
      throws IOException {
    flatten(spark).run();
    write("b.json", item("CPT", "99213", "negotiated", 81));

    assertThatThrownBy(() -> flatten(spark).ifExists(IfExists.APPEND).run())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("earlier version of")
        .hasMessageContaining("b.json")
        .hasMessageContaining("--if-exists replace");
    assertThat(rates(spark).count()).isEqualTo(6);
  }

  @Test
  void aNewerVersionReplacesItsOwnRowsInIceberg(SparkSession spark) throws IOException {
    String table = "lake.mrf.t" + UUID.randomUUID().toString().replace("-", "");
    newerVersionReplacesItsOwnRows(spark, table, Format.ICEBERG);
  }

  @Test
  void aNewerVersionReplacesItsOwnRowsInDelta(SparkSession spark) throws IOException {
    newerVersionReplacesItsOwnRows(spark, output.toString(), Format.DELTA);
  }

  private void newerVersionReplacesItsOwnRows(SparkSession spark, String table, Format format)
      throws IOException {
    Lakewright.with(spark).flatten(input.toString()).to(table).format(format).run();
    write("b.json", item("CPT", "99213", "negotiated", 81), item("CPT", "99214", "negotiated", 82));

    FlattenResult result =
        Lakewright.with(spark)
            .flatten(input.toString())
            .to(table)
            .format(format)
            .ifExists(IfExists.APPEND)
            .run();

    assertThat(result.counts()).containsEntry("files_replaced", 1L).containsEntry("rows", 4L);
    Dataset<Row> rates = Tables.read(spark, Place.parse(table));
    assertThat(rates.count()).isEqualTo(8);
    assertThat(rates.where("negotiated_rate = 80").count()).isZero();
  }

  @Test
  void filtersByCodeNpiAndTypeLeaveOnlyWhatIsWanted(SparkSession spark) {
    flatten(spark)
        .codes("CPT:99213")
        .filter(new RateFilter(new long[] {2222222222L}, Set.of("negotiated")))
        .run();

    List<Row> rows = rates(spark).select("billing_code", "npi", "negotiated_type").collectAsList();
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).mkString(" ")).isEqualTo("99213 2222222222 negotiated");
  }

  @Test
  void splitAndThenFlattenGivesWhatFlattenGives(SparkSession spark) {
    Path slices = folder.resolve("slices");
    SplitOptions options =
        new SplitOptions(
            List.of(input.toString()),
            Place.parse(slices.toString()),
            IfExists.FAIL,
            List.of(),
            Optional.empty(),
            new SplitLimits(150, 1 << 20),
            RemoteOptions.DEFAULT,
            false);
    FlattenResult split = Lakewright.with(spark).run(new SplitJob(options));
    assertThat(split.counts()).containsEntry("files", 2L).containsEntry("items", 3L);

    flatten(spark).run();
    Path fromSlices = folder.resolve("from-slices");
    Lakewright.with(spark).flatten(slices.toString()).to(fromSlices.toString()).run();
    Dataset<Row> rows = Tables.read(spark, Place.parse(fromSlices.toString()));

    assertThat(rows.count()).isEqualTo(6);
    assertThat(rows.exceptAll(rates(spark)).isEmpty()).isTrue();

    Path fewer = folder.resolve("fewer");
    Lakewright.with(spark).flatten(slices.toString()).to(fewer.toString()).codes("G0001").run();
    assertThat(Tables.read(spark, Place.parse(fewer.toString())).count()).isEqualTo(2);

    FlattenResult again =
        Lakewright.with(spark)
            .flatten(slices.toString())
            .to(fromSlices.toString())
            .ifExists(IfExists.APPEND)
            .run();
    assertThat(again.headline()).startsWith("Nothing new");
  }

  @Test
  void whatCanBeReadOfAMalformedFileStaysAndTheRestIsSetAside(SparkSession spark)
      throws IOException {
    String good = FILE.formatted(item("CPT", "99213", "negotiated", 7));
    Files.writeString(input.resolve("b.json"), good.substring(0, good.indexOf("provider_ref")));

    FlattenResult result = flatten(spark).maxAnomalies(0).run();

    assertThat(result.checkFailed()).isTrue();
    assertThat(result.counts()).containsEntry("files_incomplete", 1L).containsEntry("rows", 4L);
    Dataset<Row> anomalies = Tables.read(spark, Place.parse(output + "_anomalies"));
    assertThat(anomalies.where("kind = 'truncated' AND source_file LIKE '%b.json'").count())
        .isEqualTo(1);
  }

  @Test
  void onErrorFailWritesNothingAndNamesFileAndPlace(SparkSession spark) throws IOException {
    Files.writeString(input.resolve("b.json"), "{\"in_network\":[{]}");

    assertThatThrownBy(() -> flatten(spark).onError(OnError.FAIL).run())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("b.json")
        .hasMessageContaining("at byte");
    assertThat(output).doesNotExist();
  }
}

package io.lakewright.rates;

import static io.lakewright.testkit.FaultyHttpServer.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.Lakewright;
import io.lakewright.job.JobResult.AnomalyCount;
import io.lakewright.source.RemoteOptions;
import io.lakewright.table.IfExists;
import io.lakewright.table.Layout;
import io.lakewright.table.Place;
import io.lakewright.table.Tables;
import io.lakewright.testkit.FaultyHttpServer;
import io.lakewright.testkit.SparkExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class ListedFilesTest {
  private static final byte[] RATES =
      ("{\"reporting_entity_name\":\"E\",\"reporting_entity_type\":\"t\",\"in_network\":[{\"billing_code_type\":\"CPT\",\"billing_code\":\"99213\","
              + "\"billing_code_type_version\":\"2025\",\"name\":\"n\",\"negotiation_arrangement\":\"ffs\",\"negotiated_rates\":[{\"provider_groups\":[{\"npi\":[1234567893],"
              + "\"tin\":{\"type\":\"ein\",\"value\":\"1\"}}],\"negotiated_prices\":[{\"negotiated_type\":\"negotiated\",\"negotiated_rate\":10,\"billing_class\":\"professional\",\"expiration_date\":\"9999-12-31\"}]}]}]}")
          .getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  @Test
  void aFileThatIsNotGivenIsSetAsideAndTriedAgain(SparkSession spark) {
    try (FaultyHttpServer server = FaultyHttpServer.start()) {
      server.on("/a.json", ok(RATES));
      list(spark, server.url("/a.json?sig=secret"), server.url("/gone.json?sig=secret"));
      Set<String> allowed = Set.of("localhost:" + server.port());

      FlattenResult first = flatten(spark, allowed, IfExists.FAIL);

      assertThat(first.counts()).containsEntry("rows", 1L);
      assertThat(first.anomalies())
          .extracting(AnomalyCount::sourceFile, AnomalyCount::detail)
          .anySatisfy(
              anomaly -> assertThat(anomaly.toString()).contains("gone.json is not there (404)"));
      assertThat(first.anomalies().toString()).doesNotContain("secret");

      server.on(
          "/gone.json",
          ok(
              new String(RATES, StandardCharsets.UTF_8)
                  .replace("10", "20")
                  .getBytes(StandardCharsets.UTF_8)));
      FlattenResult second = flatten(spark, allowed, IfExists.APPEND);

      assertThat(second.counts()).containsEntry("rows", 1L).containsEntry("files_known", 1L);
      assertThat(Tables.read(spark, Place.parse(folder + "/rates")).count()).isEqualTo(2);
    }
  }

  @Test
  void aPrivateAddressInATableIsRefused(SparkSession spark) {
    try (FaultyHttpServer server = FaultyHttpServer.start()) {
      server.on("/a.json", ok(RATES));
      list(spark, server.url("/a.json"));

      FlattenResult result = flatten(spark, Set.of(), IfExists.FAIL);

      assertThat(result.counts()).containsEntry("rows", 0L);
      assertThat(result.anomalies().toString()).contains("is refused", "--allow-host localhost");
      assertThat(server.requests("/a.json")).isZero();
    }
  }

  private void list(SparkSession spark, String... locations) {
    StructType schema = new StructType().add("kind", "string").add("location", "string");
    spark
        .createDataFrame(
            List.of(locations).stream()
                .map(location -> RowFactory.create("in-network", location))
                .toList(),
            schema)
        .coalesce(1)
        .write()
        .parquet(folder + "/mrf_files");
  }

  private FlattenResult flatten(SparkSession spark, Set<String> allowed, IfExists ifExists) {
    FlattenOptions defaults =
        FlattenOptions.of(List.of(folder + "/mrf_files"), Place.parse(folder + "/rates"));
    FlattenOptions options =
        new FlattenOptions(
            defaults.input(),
            defaults.output(),
            defaults.format(),
            ifExists,
            Optional.of(Layout.NONE),
            defaults.codes(),
            defaults.filter(),
            Optional.of(RemoteOptions.DEFAULT.withAllowHosts(allowed)),
            defaults.onError(),
            defaults.maxAnomalies(),
            defaults.limits(),
            defaults.broadcastBytes(),
            defaults.writer(),
            defaults.dryRun());
    return Lakewright.with(spark).run(new FlattenJob(options));
  }
}

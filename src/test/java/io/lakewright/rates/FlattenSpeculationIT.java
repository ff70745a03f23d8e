package io.lakewright.rates;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.Lakewright;
import io.lakewright.sample.RatesOptions;
import io.lakewright.sample.RatesSample;
import io.lakewright.table.Place;
import io.lakewright.testkit.JavaProcess;
import io.lakewright.testkit.S3MockExtension;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.StandaloneCluster;
import io.lakewright.testkit.TestDirs;
import io.lakewright.testkit.iceberg.S3Lake;
import io.lakewright.testkit.writing.HookedS3A;
import io.lakewright.testkit.writing.HookedS3FileIO;
import io.lakewright.testkit.writing.Straggler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * On a cluster that runs slow tasks twice an attempt lags behind when it has begun a file. Its twin
 * wins; then it writes on nevertheless.
 */
@ExtendWith({SparkExtension.class, S3MockExtension.class})
class FlattenSpeculationIT {
  private static final String CLASSES = TestDirs.build().resolve("test-classes").toString();

  @TempDir private static Path folder;
  private static StandaloneCluster cluster;
  private static Path input;
  private static Fingerprint expected;

  @BeforeAll
  static void start() throws IOException {
    cluster = StandaloneCluster.start("speculation");
    input = folder.resolve("input");
    new RatesSample(RatesOptions.into(input).withCodes(5)).write();
    SparkSession spark = SparkExtension.session();
    S3MockExtension.configure(spark);
    String undisturbed = folder.resolve("undisturbed").toString();
    Lakewright.with(spark)
        .run(
            new FlattenJob(FlattenOptions.of(List.of(input.toString()), Place.parse(undisturbed))));
    expected = Fingerprint.of(parquet(spark, undisturbed));
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void aParquetTableHasTheFilesOfTheTwinThatWonAndNoOthersStay(SparkSession spark)
      throws IOException {
    String bucket = S3MockExtension.newBucket();
    String table = "s3://" + bucket + "/tables/rates";
    Map<String, String> settings = new HashMap<>();
    S3MockExtension.hadoop().forEach((key, value) -> settings.put("spark.hadoop." + key, value));
    settings.put("spark.hadoop.fs.s3.impl", HookedS3A.class.getName());

    flatten("parquet", table, settings);

    Dataset<Row> rates = parquet(spark, table);
    assertThat(Fingerprint.of(rates)).isEqualTo(expected);
    assertThat(S3MockExtension.keys(bucket, "tables/"))
        .filteredOn(key -> key.endsWith(".parquet") && !key.startsWith("tables/rates_"))
        .hasSameSizeAs(rates.inputFiles());
    assertThat(S3MockExtension.openUploads(bucket)).isEmpty();
  }

  @Test
  void anIcebergTableHasTheFilesOfTheTwinThatWonAndNoOthersStay(SparkSession spark)
      throws IOException {
    S3Lake lake = S3Lake.create(Map.of("io-impl", HookedS3FileIO.class.getName()));
    String catalog = "spark.sql.catalog." + lake.catalog();
    Map<String, String> settings = new HashMap<>();
    settings.put(catalog, "org.apache.iceberg.spark.SparkCatalog");
    lake.properties().forEach((key, value) -> settings.put(catalog + "." + key, value));

    flatten("iceberg", lake.name("rates"), settings);

    assertThat(Fingerprint.of(spark.table(lake.name("rates")))).isEqualTo(expected);
    assertThat(S3MockExtension.keys(lake.bucket(), "warehouse/db/rates/data/"))
        .hasSize((int) spark.table(lake.name("rates.files")).count());
    assertThat(S3MockExtension.openUploads(lake.bucket())).isEmpty();
  }

  private static void flatten(String name, String table, Map<String, String> storage)
      throws IOException {
    Path traces = Files.createDirectory(folder.resolve("straggler-" + name));
    List<String> settings =
        new ArrayList<>(
            List.of(
                "spark.sql.catalogImplementation=in-memory",
                "spark.default.parallelism=4",
                "spark.sql.shuffle.partitions=4",
                "spark.speculation=true",
                "spark.speculation.interval=100ms",
                "spark.speculation.quantile=0.5",
                "spark.driver.extraClassPath=" + CLASSES,
                "spark.executor.extraClassPath=" + CLASSES,
                "spark.executor.extraJavaOptions=-D" + Straggler.FOLDER + "=" + traces));
    storage.forEach((key, value) -> settings.add(key + "=" + value));
    JavaProcess driver =
        cluster.submit(
            Path.of(System.getProperty("lakewright.jar")),
            "io.lakewright.cli.SubmitMain",
            settings,
            List.of(
                "flatten",
                "--input",
                input.toString(),
                "--output",
                table,
                "--report",
                folder.resolve("report-" + name).toString()));
    int code = driver.exitCode(Duration.ofMinutes(5));

    assertThat(code).as(driver.output()).isZero();
    assertThat(Straggler.wasKilled(traces)).as(driver.output()).isTrue();
  }

  private static Dataset<Row> parquet(SparkSession spark, String table) {
    return spark.read().schema(RatesTable.SCHEMA).parquet(table);
  }
}

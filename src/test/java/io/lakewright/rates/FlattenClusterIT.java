package io.lakewright.rates;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.Lakewright;
import io.lakewright.sample.Compression;
import io.lakewright.sample.RatesOptions;
import io.lakewright.sample.RatesSample;
import io.lakewright.sample.SchemaVersion;
import io.lakewright.table.Place;
import io.lakewright.testkit.JavaProcess;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.StandaloneCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The jar for the cluster on a real one, of which a part dies. */
@ExtendWith(SparkExtension.class)
class FlattenClusterIT {
  private static final List<String> SETTINGS =
      List.of(
          "spark.sql.catalogImplementation=in-memory",
          "spark.default.parallelism=12",
          "spark.sql.shuffle.partitions=12");

  @Test
  void anExecutorDiesInTheMiddleAndTheTableIsTheSame(SparkSession spark, @TempDir Path folder)
      throws IOException {
    Path input = folder.resolve("input");
    new RatesSample(
            new RatesOptions(
                input,
                15_000_000,
                6,
                11,
                60,
                25_000,
                SchemaVersion.V2_0_0,
                Compression.GZIP,
                Set.of(),
                0))
        .write();
    Path undisturbed = folder.resolve("undisturbed");
    Lakewright.with(spark).run(new FlattenJob(options(input, undisturbed)));
    Path output = folder.resolve("rates");

    try (StandaloneCluster cluster = StandaloneCluster.start("flatten")) {
      JavaProcess driver =
          cluster.submit(
              Path.of(System.getProperty("lakewright.jar")),
              "io.lakewright.cli.SubmitMain",
              SETTINGS,
              List.of(
                  "flatten",
                  "--input",
                  input.toString(),
                  "--output",
                  output.toString(),
                  "--report",
                  folder.resolve("report").toString()));
      driver.await(
          "the first files of the table",
          Duration.ofMinutes(3),
          () -> hasParquet(folder) && !cluster.executors().isEmpty());
      cluster.killExecutor();
      int code = driver.exitCode(Duration.ofMinutes(5));

      assertThat(code).as(driver.output()).isZero();
      assertThat(driver.output()).contains("Lost executor");
    }

    assertThat(Fingerprint.of(spark.read().parquet(output.toString())))
        .isEqualTo(Fingerprint.of(spark.read().parquet(undisturbed.toString())));
    assertThat(RatesCount.ofParquet(output)).isEqualTo(RatesCount.ofParquet(undisturbed));
  }

  private static FlattenOptions options(Path input, Path output) {
    return FlattenOptions.of(List.of(input.toString()), Place.parse(output.toString()));
  }

  /** Staged or published, apart from the table that there is to compare with. */
  private static boolean hasParquet(Path folder) {
    return FlattenKillIT.hasData(
        folder, path -> !folder.relativize(path).toString().startsWith("undisturbed"));
  }
}

package io.lakewright.discord;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.Lakewright;
import io.lakewright.testkit.JavaProcess;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.StandaloneCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A long series by tiles, and short ones, on a real cluster of which a part dies. */
@ExtendWith(SparkExtension.class)
class DiscordsClusterIT {
  private static final int LONG = 150_000;

  @Test
  void anExecutorDiesInTheMiddleAndTheTablesAreTheSame(SparkSession spark, @TempDir Path folder)
      throws IOException {
    String input = input(folder.resolve("in"));
    Path undisturbed = folder.resolve("undisturbed");
    Lakewright.with(spark)
        .discords(input)
        .series("series")
        .length(100)
        .to(undisturbed.toString())
        .run();
    Path output = folder.resolve("out");

    try (StandaloneCluster cluster = StandaloneCluster.start("discords")) {
      JavaProcess driver =
          cluster.submit(
              Path.of(System.getProperty("lakewright.jar")),
              "io.lakewright.cli.SubmitMain",
              List.of("spark.sql.catalogImplementation=in-memory"),
              List.of(
                  "discords",
                  "--input",
                  input,
                  "--series",
                  "series",
                  "--length",
                  "100",
                  "--output",
                  output.toString(),
                  "--report",
                  folder.resolve("report").toString()));
      driver.await(
          "the first tiles",
          Duration.ofMinutes(3),
          () -> driver.output().contains("tiles") && !cluster.executors().isEmpty());
      cluster.killExecutor();
      int code = driver.exitCode(Duration.ofMinutes(5));

      assertThat(code).as(driver.output()).isZero();
      assertThat(driver.output()).contains("Lost executor");
    }

    assertThat(ProfileTable.profile(output)).isEqualTo(ProfileTable.profile(undisturbed));
    assertThat(ProfileTable.discords(output)).isEqualTo(ProfileTable.discords(undisturbed));
  }

  private static String input(Path folder) {
    SeriesFile file = new SeriesFile("series,time,value");
    double[] values = SeriesFile.walk(LONG, 3);
    for (int i = 0; i < LONG; i++) {
      file.line("long", SeriesFile.epoch(i), values[i]);
      if (i < 2_000) {
        file.line("a", SeriesFile.epoch(i), values[LONG - 1 - i]);
        file.line("b", SeriesFile.epoch(i), values[i / 2]);
      }
    }
    return file.in(folder);
  }
}

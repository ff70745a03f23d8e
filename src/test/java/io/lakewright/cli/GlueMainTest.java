package io.lakewright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.testkit.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class GlueMainTest {
  @TempDir Path folder;

  @Test
  void runsDiscordsFromTheArgumentsOfAGlueJob(SparkSession spark) throws IOException {
    StringBuilder points = new StringBuilder("time,value\n");
    for (int i = 0; i < 200; i++) {
      points.append(60 * i).append(',').append(i % 10 + (i == 120 ? 5 : 0)).append('\n');
    }
    Path input = Files.writeString(folder.resolve("points.csv"), points);
    Path report = folder.resolve("report");

    GlueMain.main(
        new String[] {
          "--JOB_NAME", "nightly",
          "--TempDir", "s3://temporary/",
          "--job", "discords",
          "--input", input.toString(),
          "--output", "lake.glue_main.readings",
          "--length", "10",
          "--top", "1",
          "--profile", "false",
          "--report", report.toString()
        });

    assertThat(spark.table("lake.glue_main.readings_discords").collectAsList())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.<Long>getAs("start_index")).isBetween(111L, 120L);
              assertThat(row.<Long>getAs("end_index")).isBetween(120L, 129L);
            });
    assertThat(report.resolve("run.json")).exists();
  }
}

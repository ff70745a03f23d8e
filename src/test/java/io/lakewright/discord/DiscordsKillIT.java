package io.lakewright.discord;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.Lakewright;
import io.lakewright.table.IfExists;
import io.lakewright.testkit.JavaProcess;
import io.lakewright.testkit.SparkExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A day's process is killed while state and rows become visible; the day is run again. */
@ExtendWith(SparkExtension.class)
class DiscordsKillIT {
  private static final int POINTS = 3_000;
  private static final int CUT = 1_700;

  @TempDir Path folder;

  @Test
  void aDayThatIsKilledAndRunAgainHasTheRowsOfOneRunOverBothDays(SparkSession spark) {
    Path whole = folder.resolve("whole");
    search(spark, days(0, POINTS), whole).run();
    Path output = folder.resolve("daily");
    String state = folder.resolve("state").toString();
    search(spark, days(0, CUT), output).state(state).run();
    String second = days(CUT, POINTS);

    try (JavaProcess process = start(second, output, state)) {
      process.await(
          "the moment of publication",
          Duration.ofMinutes(2),
          () -> process.output().contains("Publishing"));
      process.kill();
    }
    search(spark, second, output).state(state).ifExists(IfExists.APPEND).run();

    assertThat(ProfileTable.profile(output)).isEqualTo(ProfileTable.profile(whole));
  }

  private static DiscordsBuilder search(SparkSession spark, String input, Path output) {
    return Lakewright.with(spark)
        .discords(input)
        .series("series")
        .length(20)
        .lookback(150)
        .to(output.toString());
  }

  private JavaProcess start(String input, Path output, String state) {
    return JavaProcess.logging(folder.resolve("day.log"))
        .options("-Xmx700m")
        .application()
        .folder(folder)
        .start(
            "io.lakewright.cli.Main",
            List.of(
                "discords",
                "--input",
                input,
                "--series",
                "series",
                "--length",
                "20",
                "--lookback",
                "150",
                "--output",
                output.toString(),
                "--state",
                state,
                "--if-exists",
                "append",
                "--report",
                folder.resolve("report").toString(),
                // The embedded metastore may be taken by another JVM.
                "--spark-conf",
                "spark.sql.catalogImplementation=in-memory"));
  }

  /** Points from one position to another of three series. */
  private String days(int from, int to) {
    SeriesFile file = new SeriesFile("series,time,value");
    for (int s = 0; s < 3; s++) {
      double[] values = SeriesFile.sine(POINTS, 20, s);
      for (int i = from; i < to; i++) {
        file.line("s" + s, SeriesFile.time(i), values[i]);
      }
    }
    return file.shuffled(from).in(folder.resolve("in-" + from));
  }
}

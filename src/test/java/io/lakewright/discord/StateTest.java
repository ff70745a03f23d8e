package io.lakewright.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.Lakewright;
import io.lakewright.UserException;
import io.lakewright.table.IfExists;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.TestDirs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs that continue from the state of the run before give the rows of one run over everything. */
@ExtendWith(SparkExtension.class)
class StateTest {
  private static final int POINTS = 1_500;
  private static final int SERIES = 3;

  @TempDir Path folder;

  @Test
  void daysThatContinueGiveTheRowsOfOneRun(SparkSession spark) {
    Path whole = folder.resolve("whole");
    builder(spark, days(0, POINTS), whole).run();

    Path output = folder.resolve("daily");
    int[] cuts = {0, 37, 700, 701, 1_100, POINTS};
    for (int day = 1; day < cuts.length; day++) {
      builder(spark, days(cuts[day - 1], cuts[day]), output)
          .state(folder.resolve("state").toString())
          .ifExists(IfExists.APPEND)
          .run();
    }

    assertThat(ProfileTable.profile(output)).isEqualTo(ProfileTable.profile(whole));
    assertThat(ProfileTable.value(output, "count(*) FILTER (anomaly)", "true"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LONG)
        .isPositive();
  }

  @Test
  void aDayThatWasSearchedIsNotSearchedAgain(SparkSession spark) {
    Path output = folder.resolve("daily");
    run(spark, 0, 600, output);
    List<List<Object>> rows = ProfileTable.profile(output);

    DiscordsResult again = run(spark, 0, 600, output);

    assertThat(again.counts()).containsEntry("points", 0L).containsEntry("late", 600L * SERIES);
    assertThat(ProfileTable.profile(output)).isEqualTo(rows);
    assertThat(run(spark, 0, 700, output).counts()).containsEntry("points", 100L * SERIES);
  }

  @Test
  void aRunWhoseRowsWereNotPublishedIsRepeated(SparkSession spark) {
    Path output = folder.resolve("daily");
    run(spark, 0, 600, output);
    Path before = folder.resolve("before");
    copy(output, before);
    run(spark, 600, 900, output);
    List<List<Object>> rows = ProfileTable.profile(output);

    // As a run leaves it that dies after it wrote the state and before it published its rows.
    TestDirs.delete(output);
    copy(before, output);
    run(spark, 600, 900, output);

    assertThat(ProfileTable.profile(output)).isEqualTo(rows);
  }

  @Test
  void aStateWhoseOutputIsGoneIsRefused(SparkSession spark) {
    Path output = folder.resolve("daily");
    run(spark, 0, 300, output);
    run(spark, 300, 600, output);
    TestDirs.delete(output);

    assertThatThrownBy(() -> run(spark, 600, 900, output))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("the output was deleted or replaced. Delete the state too");
  }

  @Test
  void eachDayMayHaveAnOutputOfItsOwn(SparkSession spark) {
    Path whole = folder.resolve("whole");
    builder(spark, days(0, 800), whole).run();

    run(spark, 0, 500, folder.resolve("day1"));
    run(spark, 500, 800, folder.resolve("day2"));

    List<List<Object>> both = new ArrayList<>(ProfileTable.profile(folder.resolve("day1")));
    both.addAll(ProfileTable.profile(folder.resolve("day2")));
    both.sort(
        java.util.Comparator.comparing((List<Object> row) -> (String) row.get(0))
            .thenComparing(row -> (Long) row.get(2)));
    assertThat(both).isEqualTo(ProfileTable.profile(whole));
  }

  @Test
  void otherSettingsAreRefused(SparkSession spark) {
    Path output = folder.resolve("daily");
    run(spark, 0, 300, output);

    assertThatThrownBy(
            () ->
                builder(spark, days(300, 400), output)
                    .length(21)
                    .state(folder.resolve("state").toString())
                    .ifExists(IfExists.APPEND)
                    .run())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("was made with other settings (length 20,");
  }

  @Test
  void anotherNumberOfDimensionsTakenTogetherIsRefused(SparkSession spark) {
    SeriesFile file = new SeriesFile("series,time,a,b");
    for (int i = 0; i < 60; i++) {
      file.line("s", SeriesFile.time(i), i % 7, i % 5);
    }
    String input = file.in(folder.resolve("in"));
    builder(spark, input, folder.resolve("daily"))
        .values("a", "b")
        .state(folder.resolve("state").toString())
        .run();

    assertThatThrownBy(
            () ->
                builder(spark, input, folder.resolve("daily"))
                    .values("a", "b")
                    .agree(1)
                    .state(folder.resolve("state").toString())
                    .ifExists(IfExists.APPEND)
                    .run())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("was made with other settings");
  }

  @Test
  void stateWithoutABoundedHistoryIsRefused(SparkSession spark) {
    assertThatThrownBy(
            () ->
                Lakewright.with(spark).discords("in").length(20).state("state").to("out").options())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("State needs a bounded history");
  }

  private DiscordsResult run(SparkSession spark, int from, int to, Path output) {
    return builder(spark, days(from, to), output)
        .state(folder.resolve("state").toString())
        .ifExists(IfExists.APPEND)
        .run();
  }

  private DiscordsBuilder builder(SparkSession spark, String input, Path output) {
    return Lakewright.with(spark)
        .discords(input)
        .series("series")
        .length(20)
        .lookback(150)
        .fill(Fill.PREVIOUS)
        .tagging(new Tagging(2, 4))
        .to(output.toString());
  }

  /** Points from one position to another of all series, in no order, some of them missing. */
  private String days(int from, int to) {
    SeriesFile file = new SeriesFile("series,time,value");
    for (int s = 0; s < SERIES; s++) {
      double[] values = SeriesFile.sine(POINTS, 20, s);
      Random random = new Random(s);
      for (int i = 0; i < POINTS; i++) {
        boolean missing = random.nextInt(100) == 0;
        if (i >= from && i < to) {
          file.line("s" + s, SeriesFile.time(i), missing ? "" : values[i]);
        }
      }
    }
    return file.shuffled(from).in(folder.resolve("in-" + from + "-" + to));
  }

  private static void copy(Path from, Path to) {
    try (var paths = java.nio.file.Files.walk(from)) {
      for (Path path : paths.toList()) {
        java.nio.file.Files.copy(path, to.resolve(from.relativize(path)));
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

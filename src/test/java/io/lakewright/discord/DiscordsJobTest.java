package io.lakewright.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lakewright.Lakewright;
import io.lakewright.table.Format;
import io.lakewright.table.IfExists;
import io.lakewright.testkit.DuckDb;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.discord.NaiveProfile;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The job from files to tables, read back by DuckDB. */
@ExtendWith(SparkExtension.class)
class DiscordsJobTest {
  @TempDir Path folder;

  @Test
  void theProfileIsThatOfTheDefinition(SparkSession spark) {
    double[] values = SeriesFile.walk(400, 7);
    values[120] = Double.NaN;
    Path output = folder.resolve("out");

    DiscordsResult result =
        Lakewright.with(spark)
            .discords(SeriesFile.of(values).shuffled(3).in(folder.resolve("in")))
            .length(20)
            .to(output.toString())
            .run();

    LeftProfile expected = NaiveProfile.of(values, ProfileParameters.of(20));
    List<List<Object>> rows = ProfileTable.profile(output);
    assertThat(rows).hasSize(400);
    for (int i = 0; i < 400; i++) {
      List<Object> row = rows.get(i);
      assertThat(row.get(1)).isEqualTo(SeriesFile.epoch(i) * 1_000_000);
      assertThat(row.get(2)).isEqualTo((long) i);
      assertThat(row.get(3)).isEqualTo(i == 120 ? null : (Object) values[i]);
      double distance = i < 19 ? Double.NaN : expected.distances()[i - 19];
      if (Double.isFinite(distance)) {
        assertThat((double) row.get(4)).isCloseTo(distance, within(1e-6));
        assertThat(row.get(5)).isEqualTo(expected.neighbors()[i - 19] + 19);
        assertThat(row.get(10)).isNull();
      } else {
        assertThat(row.get(4)).isNull();
        assertThat(row.get(5)).isNull();
        assertThat(row.get(10))
            .isEqualTo(i < 19 ? "incomplete" : Double.isNaN(distance) ? "missing" : "no-neighbor");
      }
    }
    assertThat(result.counts())
        .containsEntry("points", 400L)
        .containsEntry("series", 1L)
        .containsEntry("missing_value", 1L);
  }

  @Test
  void discordsAreTheLargestThatDoNotOverlap(SparkSession spark) {
    double[] values = SeriesFile.sine(600, 25, 1);
    for (int i = 300; i < 312; i++) {
      values[i] += 1.5;
    }
    for (int i = 450; i < 460; i++) {
      values[i] = 0;
    }
    Path output = folder.resolve("out");

    Lakewright.with(spark)
        .discords(SeriesFile.of(values).in(folder.resolve("in")))
        .length(25)
        .train(Train.parse("100"))
        .top(2)
        .to(output.toString())
        .run();

    List<Discord> expected =
        Discords.top(NaiveProfile.of(values, ProfileParameters.of(25)), 25, 2, 100);
    List<List<Object>> rows = ProfileTable.discords(output);
    assertThat(rows).hasSize(2);
    for (int i = 0; i < 2; i++) {
      Discord discord = expected.get(i);
      List<Object> row = rows.get(i);
      assertThat(row.get(1)).isEqualTo(i + 1);
      assertThat(row.get(2)).isEqualTo((long) discord.start());
      assertThat(row.get(3)).isEqualTo(discord.start() + 24L);
      assertThat(row.get(4)).isEqualTo(SeriesFile.epoch(discord.start()) * 1_000_000);
      assertThat(row.get(5)).isEqualTo(SeriesFile.epoch(discord.start() + 24) * 1_000_000);
      assertThat((double) row.get(6)).isCloseTo(discord.distance(), within(1e-6));
      assertThat(row.get(7)).isEqualTo(discord.neighbor());
      assertThat(row.get(8)).isEqualTo(SeriesFile.epoch((int) discord.neighbor()) * 1_000_000);
      assertThat((double) row.get(11)).isCloseTo(discord.distance() / 10, within(1e-6));
    }
    assertThat(rows.stream().map(row -> (long) row.get(2)))
        .anyMatch(start -> start > 275 && start < 312)
        .anyMatch(start -> start > 425 && start < 460);
  }

  @Test
  void manySeriesAreSearchedEachByItself(SparkSession spark) {
    SeriesFile file = new SeriesFile("device,ts,reading");
    for (int i = 0; i < 150; i++) {
      for (int s = 0; s < 30; s++) {
        file.line("device " + s, SeriesFile.epoch(i), SeriesFile.walk(150, s)[i]);
      }
    }
    Path output = folder.resolve("out");

    Lakewright.with(spark)
        .discords(file.shuffled(5).in(folder.resolve("in")))
        .series("device")
        .time("ts")
        .values("reading")
        .length(10)
        .to(output.toString())
        .run();

    for (int s = 0; s < 30; s++) {
      LeftProfile expected = NaiveProfile.of(SeriesFile.walk(150, s), ProfileParameters.of(10));
      List<List<Object>> rows =
          DuckDb.query(
              "SELECT index, distance FROM %s WHERE series = 'device %d' AND distance IS NOT NULL ORDER BY index"
                  .formatted(DuckDb.parquet(output.resolve("profile")), s));
      assertThat(rows).hasSize(150 - 9 - 10);
      for (List<Object> row : rows) {
        assertThat((double) row.get(1))
            .isCloseTo(expected.distances()[(int) (long) row.get(0) - 9], within(1e-6));
      }
    }
    assertThat(DuckDb.value("SELECT count(*) FROM " + DuckDb.parquet(output.resolve("discords"))))
        .isEqualTo(90L);
  }

  @Test
  void aSeriesThatWasSearchedIsNotSearchedAgain(SparkSession spark) {
    SeriesFile first = new SeriesFile("series,time,value");
    SeriesFile both = new SeriesFile("series,time,value");
    double[] values = SeriesFile.walk(100, 1);
    for (int i = 0; i < 100; i++) {
      first.line("a", SeriesFile.epoch(i), values[i]);
      both.line("a", SeriesFile.epoch(i), values[i]);
      both.line("b", SeriesFile.epoch(i), values[i]);
    }
    Path output = folder.resolve("out");
    run(spark, first.in(folder.resolve("1")), output);

    DiscordsResult second = run(spark, both.in(folder.resolve("2")), output);
    DiscordsResult third = run(spark, both.in(folder.resolve("2")), output);

    assertThat(second.counts()).containsEntry("series", 1L).containsEntry("known_series", 1L);
    assertThat(third.counts()).containsEntry("series", 0L).containsEntry("known_series", 2L);
    assertThat(ProfileTable.value(output, "count(*)", "series = 'a'")).isEqualTo(100L);
    assertThat(ProfileTable.value(output, "count(*)", "series = 'b'")).isEqualTo(100L);
  }

  @Test
  void dimensionsAreTakenTogetherWithOrWithoutTheProfile(SparkSession spark) {
    SeriesFile file = new SeriesFile("time,a,b");
    double[] a = SeriesFile.sine(33_000, 30, 1);
    double[] b = SeriesFile.sine(33_000, 40, 2);
    for (int i = 0; i < a.length; i++) {
      file.line(SeriesFile.epoch(i), a[i], b[i]);
    }
    String input = file.in(folder.resolve("in"));
    Path with = folder.resolve("with");
    Path without = folder.resolve("without");

    together(spark, input, with).run();
    together(spark, input, without).withoutProfile().run();

    assertThat(ProfileTable.discords(without))
        .isEqualTo(ProfileTable.discords(with))
        .filteredOn(row -> "2 of 2".equals(row.get(10)))
        .hasSize(3);
  }

  private static DiscordsBuilder together(SparkSession spark, String input, Path output) {
    return Lakewright.with(spark)
        .discords(input)
        .values("a", "b")
        .length(30)
        .train(Train.parse("1000"))
        .to(output.toString());
  }

  @Test
  void whatDampLeavesOutHasItsReason(SparkSession spark) {
    double[] values = SeriesFile.sine(400, 20, 1);
    values[200] = Double.NaN;
    Path output = folder.resolve("out");

    Lakewright.with(spark)
        .discords(SeriesFile.of(values).in(folder.resolve("in")))
        .length(20)
        .train(Train.parse("100"))
        .algorithm(Algorithm.DAMP)
        .to(output.toString())
        .run();

    List<Object> reasons = ProfileTable.profile(output).stream().map(row -> row.get(10)).toList();
    assertThat(reasons.subList(0, 19)).containsOnly("incomplete");
    assertThat(reasons.subList(19, 39)).containsOnly("no-neighbor");
    assertThat(reasons.subList(39, 100)).containsOnly("pruned");
    assertThat(reasons.subList(200, 220)).containsOnly("missing");
    assertThat(reasons).contains((Object) null);
  }

  @Test
  void inputWithoutAnyPointOfASeriesGivesEmptyTables(SparkSession spark) {
    Path output = folder.resolve("out");
    String input =
        new SeriesFile("series,time,value")
            .line("", SeriesFile.time(1), 1)
            .in(folder.resolve("in"));

    DiscordsResult result = run(spark, input, output);

    assertThat(result.counts()).containsEntry("series", 0L).containsEntry("no_series", 1L);
    assertThat(ProfileTable.profile(output)).isEmpty();
    assertThat(ProfileTable.discords(output)).isEmpty();
  }

  @Test
  void icebergAndDeltaHoldTheRowsThatFilesDo(SparkSession spark) {
    String input = SeriesFile.of(SeriesFile.sine(300, 20, 1)).in(folder.resolve("in"));
    String files = folder.resolve("files").toString();
    String delta = folder.resolve("delta").toString();
    DiscordsBuilder search = Lakewright.with(spark).discords(input).length(20);

    search.to(files).run();
    search.to("lake.discords_job.sine").ifExists(IfExists.REPLACE).run();
    search.to(delta).format(Format.DELTA).ifExists(IfExists.FAIL).run();

    for (String table : List.of("profile", "discords")) {
      List<Row> expected = rows(spark.read().parquet(files + "/" + table));
      assertThat(rows(spark.table("lake.discords_job.sine_" + table)))
          .isEqualTo(expected)
          .isNotEmpty();
      assertThat(rows(spark.read().format("delta").load(delta + "/" + table))).isEqualTo(expected);
    }
    DiscordsResult again =
        search.to("lake.discords_job.sine").format(null).ifExists(IfExists.APPEND).run();
    assertThat(again.counts()).containsEntry("known_series", 1L);
    assertThat(spark.table("lake.discords_job.sine_profile").count()).isEqualTo(300);
  }

  private static List<Row> rows(Dataset<Row> table) {
    String order = List.of(table.columns()).contains("rank") ? "rank" : "index";
    return table.orderBy(order).collectAsList();
  }

  private static DiscordsResult run(SparkSession spark, String input, Path output) {
    return Lakewright.with(spark)
        .discords(input)
        .series("series")
        .length(8)
        .ifExists(IfExists.APPEND)
        .to(output.toString())
        .run();
  }
}

package io.lakewright.discord;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.Lakewright;
import io.lakewright.table.IfExists;
import io.lakewright.testkit.SparkExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A series that all tasks share has the rows that one task gives it, bit for bit. */
@ExtendWith(SparkExtension.class)
class LongSeriesTest {
  @TempDir Path folder;

  @Test
  void byTilesWithTheWholeHistory(SparkSession spark) {
    same(spark, 3_000, 200, discords -> discords.length(40).top(5));
  }

  @Test
  void byWindowsWithABoundedHistory(SparkSession spark) {
    same(spark, 70_000, 20_000, discords -> discords.length(30).lookback(100).top(40));
  }

  @Test
  void withALookbackLongerThanTheSeries(SparkSession spark) {
    same(spark, 1_000, 200, discords -> discords.length(20).lookback(Long.MAX_VALUE - 1));
  }

  @Test
  void withoutTheProfileWhereOnlyTheEndIsSearched(SparkSession spark) {
    String input = input(70_000, List.of("s"), folder.resolve("in"));
    UnaryOperator<DiscordsBuilder> end =
        discords ->
            discords
                .length(30)
                .algorithm(Algorithm.EXACT)
                .train(Train.parse("66000"))
                .withoutProfile();
    Path one = folder.resolve("one");
    Path all = folder.resolve("all");

    Lakewright.with(spark).run(job(end, input, one, Long.MAX_VALUE));
    Lakewright.with(spark).run(job(end, input, all, 20_000));

    assertThat(ProfileTable.discords(all)).isEqualTo(ProfileTable.discords(one)).hasSize(3);
  }

  @Test
  void severalAtATime(SparkSession spark) {
    same(spark, 1_500, 200, List.of("s", "t", "u", "v", "w"), discords -> discords.length(25));
  }

  @Test
  void laidOutOnAStepAndFilledAcrossParts(SparkSession spark) {
    for (Fill fill : Fill.values()) {
      same(
          spark,
          3_000,
          150,
          discords -> discords.length(25).step(Duration.ofMinutes(2)).fill(fill));
    }
  }

  @Test
  void withSeveralDimensionsOfWhichSomeAgree(SparkSession spark) {
    same(
        spark,
        2_000,
        150,
        discords -> discords.length(20).values("a", "b", "c").agree(2).lookback(500));
  }

  @Test
  void afterATrainingPartThatEndsAtATime(SparkSession spark) {
    same(
        spark,
        2_000,
        200,
        discords -> discords.length(20).train(Train.parse(SeriesFile.time(900))));
  }

  @Test
  void ofALengthThatItChoosesItself(SparkSession spark) {
    same(spark, 2_000, 200, discords -> discords.train(Train.parse("500")));
  }

  @Test
  void isNotSearchedAgain(SparkSession spark) {
    String input = input(1_000, List.of("s"), folder.resolve("in"));
    UnaryOperator<DiscordsBuilder> append =
        discords -> discords.length(20).ifExists(IfExists.APPEND);
    Path output = folder.resolve("out");
    Lakewright.with(spark).run(job(append, input, output, 200));
    List<List<Object>> rows = ProfileTable.profile(output);

    DiscordsResult again = Lakewright.with(spark).run(job(append, input, output, 200));

    assertThat(again.counts()).containsEntry("series", 0L).containsEntry("known_series", 1L);
    assertThat(ProfileTable.profile(output)).isEqualTo(rows);
  }

  private int runs;

  private void same(
      SparkSession spark, int points, long shared, UnaryOperator<DiscordsBuilder> settings) {
    same(spark, points, shared, List.of("s"), settings);
  }

  private void same(
      SparkSession spark,
      int points,
      long shared,
      List<String> names,
      UnaryOperator<DiscordsBuilder> settings) {
    Path here = folder.resolve("run-" + runs++);
    Path one = here.resolve("one");
    Path all = here.resolve("all");
    String input = input(points, names, here.resolve("in"));

    DiscordsResult byOne = Lakewright.with(spark).run(job(settings, input, one, Long.MAX_VALUE));
    DiscordsResult byAll = Lakewright.with(spark).run(job(settings, input, all, shared));

    assertThat(ProfileTable.profile(all)).isEqualTo(ProfileTable.profile(one));
    assertThat(ProfileTable.discords(all)).isEqualTo(ProfileTable.discords(one)).isNotEmpty();
    assertThat(byAll.counts()).isEqualTo(byOne.counts());
  }

  private static DiscordsJob job(
      UnaryOperator<DiscordsBuilder> settings, String input, Path output, long shared) {
    DiscordsBuilder builder =
        new DiscordsBuilder(List.of(input), job -> null)
            .series("series")
            .values("a")
            .tagging(new Tagging(1.5, 3))
            .to(output.toString());
    return new DiscordsJob(settings.apply(builder).options(), shared);
  }

  /** Series with gaps, doubles, missing values and lines that cannot be read. */
  private static String input(int points, List<String> names, Path folder) {
    SeriesFile file = new SeriesFile("series,time,a,b,c");
    Random random = new Random(5);
    for (String name : names) {
      int seed = names.indexOf(name);
      double[] a = SeriesFile.sine(points, 20 + seed, 1 + seed);
      double[] b = SeriesFile.walk(points, 2 + seed);
      double[] c = SeriesFile.sine(points, 33, 3 + seed);
      int minute = 0;
      for (int i = 0; i < points - 150 * seed; i++) {
        minute += random.nextInt(100) == 0 ? random.nextInt(12) : 1;
        Object value = random.nextInt(200) == 0 ? "" : a[i];
        Object other = random.nextInt(300) == 0 ? "?" : c[i];
        file.line(name, SeriesFile.time(minute), value, b[i], other);
        if (random.nextInt(150) == 0) {
          minute += random.nextInt(300);
        }
      }
      file.line(name, "never", 1, 1, 1);
    }
    file.line("", SeriesFile.time(0), 1, 1, 1);
    return file.shuffled(8).in(folder);
  }
}

package io.lakewright.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.Lakewright;
import io.lakewright.UserException;
import io.lakewright.table.IfExists;
import io.lakewright.testkit.SparkExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of data that is not as it should be; each rule as it is documented. */
@ExtendWith(SparkExtension.class)
class CleaningTest {
  @TempDir Path folder;

  private final SeriesFile file = new SeriesFile("time,value");

  @Test
  void pointsOfOneTimeBecomeTheirMean(SparkSession spark) {
    file.line(10, 1).line(20, 2).line(20, 4).line(30, 0.1).line(30, 0.1).line(30, 0.1).line(40, "");
    file.line(40, 7);

    DiscordsResult result = run(discords(spark));

    assertThat(values()).containsExactly(1.0, 3.0, 0.1, 7.0);
    assertThat(result.counts()).containsEntry("duplicate_time", 4L);
    assertThat(result.anomalies()).anyMatch(count -> count.kind().equals("duplicate-time"));
  }

  @Test
  void orderDoesNotMatter(SparkSession spark) {
    for (int i = 0; i < 50; i++) {
      file.line(i, i * i);
    }
    file.shuffled(9);

    run(discords(spark));

    assertThat(values())
        .containsExactly(
            java.util.stream.IntStream.range(0, 50).mapToObj(i -> (double) i * i).toArray());
  }

  @Test
  void whatIsNoNumberIsMissing(SparkSession spark) {
    file.line(1, "NaN")
        .line(2, "Infinity")
        .line(3, "-inf")
        .line(4, "")
        .line(5, "n/a")
        .line(6, 1e200);
    file.line(7, " 5 ");

    DiscordsResult result = run(discords(spark));

    assertThat(values()).containsExactly(null, null, null, null, null, null, 5.0);
    assertThat(result.counts())
        .containsEntry("not_finite", 4L)
        .containsEntry("missing_value", 1L)
        .containsEntry("unreadable_value", 1L);
    assertThat(result.anomalies())
        .filteredOn(count -> count.kind().equals("unreadable-value"))
        .singleElement()
        .satisfies(count -> assertThat(count.detail()).isEqualTo("n/a"));
  }

  @Test
  void everyDimensionIsCountedByItself(SparkSession spark) {
    SeriesFile two = new SeriesFile("time,a,b").line(1, "?", "").line(2, "x", "y").line(3, 1, 2);

    DiscordsResult result =
        Lakewright.with(spark)
            .discords(two.in(folder.resolve("two")))
            .values("a", "b")
            .length(8)
            .to(output().toString())
            .run();

    assertThat(result.counts())
        .containsEntry("unreadable_value", 3L)
        .containsEntry("missing_value", 1L);
  }

  @Test
  void pointsWithoutATimeAreSetAsideAndTimesWithoutAZoneAreUtc(SparkSession spark) {
    file.line("2026-01-01 00:00:00", 1).line("yesterday", 2).line("", 3);
    file.line("2026-01-01T00:01:00Z", 4).line("1767225720", 5).line("1767225780000", 6);
    file.line("2026-01-01T02:04:00+02:00", 7);

    DiscordsResult result = run(discords(tokyo(spark)).maxAnomalies(1));

    assertThat(values()).containsExactly(1.0, 4.0, 5.0, 6.0, 7.0);
    assertThat(ProfileTable.profile(output()).stream().map(row -> row.get(1)))
        .containsExactlyElementsOf(
            java.util.stream.IntStream.range(0, 5)
                .mapToObj(minute -> (Object) (SeriesFile.epoch(minute) * 1_000_000))
                .toList());
    assertThat(result.counts()).containsEntry("unreadable_time", 1L).containsEntry("no_time", 1L);
    assertThat(result.checkFailed()).isTrue();
  }

  @Test
  void nanosecondsKeepTheirMicrosecond(SparkSession spark) throws java.io.IOException {
    Path input = java.nio.file.Files.createDirectory(folder.resolve("nanos"));
    java.nio.file.Files.writeString(
        input.resolve("a.json"), "{\"time\": 1767225885970256000, \"value\": 1.5}\n");

    Lakewright.with(spark).discords(input.toString()).length(8).to(output().toString()).run();

    assertThat(ProfileTable.profile(output()))
        .singleElement()
        .satisfies(row -> assertThat(row.get(1)).isEqualTo(1_767_225_885_970_256L));
  }

  @Test
  void timesOfAFormatOfOnesOwn(SparkSession spark) {
    file.line("31.12.2026 23:59", 2).line("01.01.2026 00:01", 1);

    run(discords(tokyo(spark)).timeFormat("dd.MM.yyyy HH:mm"));

    assertThat(values()).containsExactly(1.0, 2.0);
    assertThat(ProfileTable.profile(output()).get(0).get(1))
        .isEqualTo(SeriesFile.epoch(1) * 1_000_000);
  }

  @Test
  void aFormatThatIsNoneIsRefused(SparkSession spark) {
    file.line("31.12.2026", 2);

    assertThatThrownBy(() -> run(discords(spark).timeFormat("dd.bb.YYYY")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--time-format")
        .hasMessageContaining("cannot be: dd.bb.YYYY");
  }

  @Test
  void aStepLaysOutWhatIsMissing(SparkSession spark) {
    file.line(0, 1).line(61, 2).line(240, 5).line(250, 7).line(1200, 9);

    DiscordsResult result = run(discords(spark).step(Duration.ofMinutes(1)));

    // The gap of 15 minutes is longer than a subsequence of 8: one missing point stands for it.
    assertThat(values()).containsExactly(1.0, 2.0, null, null, 6.0, null, 9.0);
    assertThat(ProfileTable.profile(output()).stream().map(row -> row.get(1)))
        .containsExactly(
            0L,
            60_000_000L,
            120_000_000L,
            180_000_000L,
            240_000_000L,
            300_000_000L,
            1_200_000_000L);
    assertThat(result.counts())
        .containsEntry("gap", 2L)
        .containsEntry("long_gap", 1L)
        .containsEntry("duplicate_time", 1L);
  }

  @Test
  void missingValuesAreFilledWithThePreviousOne(SparkSession spark) {
    file.line(0, "").line(60, 2).line(180, 4).line(1200, 9).line(1260, "");

    DiscordsResult result = run(discords(spark).step(Duration.ofMinutes(1)).fill(Fill.PREVIOUS));

    assertThat(values()).containsExactly(null, 2.0, 2.0, 4.0, null, 9.0, 9.0);
    assertThat(result.counts()).containsEntry("filled", 2L);
  }

  @Test
  void missingValuesAreFilledOnAStraightLine(SparkSession spark) {
    file.line(0, "").line(60, 2).line(240, 8).line(1200, 9).line(1260, "");

    run(discords(spark).step(Duration.ofMinutes(1)).fill(Fill.LINEAR));

    assertThat(values()).containsExactly(null, 2.0, 4.0, 6.0, 8.0, null, 9.0, null);
  }

  @Test
  void aRunOfMissingValuesAsLongAsASubsequenceIsNotFilled(SparkSession spark) {
    for (int i = 0; i < 12; i++) {
      file.line(i, i >= 2 && i < 10 ? "" : i);
    }

    run(discords(spark).fill(Fill.LINEAR));
    assertThat(values().subList(2, 10)).containsOnlyNulls();

    run(discords(spark).fill(Fill.PREVIOUS).ifExists(IfExists.REPLACE));
    assertThat(values()).startsWith(0.0, 1.0, 1.0).endsWith(1.0, null, 10.0, 11.0);
  }

  @Test
  void aStepThatIsTooFineIsRefused(SparkSession spark) {
    for (int i = 0; i < 40; i++) {
      file.line(i * 100_000, i);
    }

    assertThatThrownBy(() -> run(discords(spark).length(900_000).step(Duration.ofSeconds(1))))
        .hasStackTraceContaining("The step is too fine");
  }

  @Test
  void aSeriesThatIsTooShortHasNoDistancesAndSaysWhy(SparkSession spark) {
    for (int i = 0; i < 15; i++) {
      file.line(i, i % 3);
    }

    DiscordsResult result = run(discords(spark));

    List<List<Object>> rows = ProfileTable.profile(output());
    assertThat(rows).hasSize(15).allMatch(row -> row.get(4) == null);
    assertThat(rows.stream().map(row -> row.get(10)))
        .startsWith("incomplete")
        .endsWith("no-neighbor");
    assertThat(result.counts()).containsEntry("short_series", 1L).containsEntry("discords", 0L);
  }

  @Test
  void constantRunsHaveTheDistancesOfTheLiterature(SparkSession spark) {
    double[] values = new double[60];
    for (int i = 0; i < 60; i++) {
      values[i] = i < 20 ? 3 : i < 40 ? Math.sin(i) : 7;
    }
    for (int i = 0; i < 60; i++) {
      file.line(i, values[i]);
    }

    run(discords(spark));

    List<List<Object>> rows = ProfileTable.profile(output());
    assertThat(rows.get(15).get(4)).as("constant after constant").isEqualTo(0.0);
    assertThat((double) rows.get(27).get(4)).as("one constant").isEqualTo(Math.sqrt(8));
    assertThat(rows.get(59).get(4)).as("constant at another level").isEqualTo(0.0);
  }

  @Test
  void aMissingColumnIsAnsweredWithTheNearest(SparkSession spark) {
    String input = new SeriesFile("device,timestamp,temprature").line("a", 1, 2).in(folder);

    assertThatThrownBy(
            () ->
                Lakewright.with(spark)
                    .discords(input)
                    .time("timestamp")
                    .values("temperature")
                    .length(8)
                    .to(output().toString())
                    .run())
        .isInstanceOf(UserException.class)
        .hasMessage(
            "%s has no column temperature. Did you mean 'temprature'? Its columns are device, timestamp, temprature; name the right one with --value"
                .formatted(input));
  }

  @Test
  void aColumnOfTheWrongTypeIsRefused(SparkSession spark) {
    Path input = folder.resolve("typed");
    spark
        .range(10)
        .selectExpr("array(id) AS value", "id AS time")
        .write()
        .parquet(input.toString());

    assertThatThrownBy(
            () ->
                Lakewright.with(spark)
                    .discords(input.toString())
                    .length(8)
                    .to(output().toString())
                    .run())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is array<bigint>, which is no number");
  }

  @Test
  void everyFormatIsRead(SparkSession spark) {
    List<String> formats = List.of("csv", "json", "parquet", "avro", "delta");
    List<String> places = new java.util.ArrayList<>();
    for (String format : formats) {
      Path input = folder.resolve("in-" + format);
      places.add(input.toString());
      spark
          .range(0, 30, 1, 1)
          .selectExpr(
              "timestamp_seconds(id + " + 30 * formats.indexOf(format) + ") AS time",
              "CAST(id % 7 AS INT) AS value")
          .write()
          .format(format)
          .option("header", "true")
          .save(input.toString());
    }

    Lakewright.with(spark)
        .discords(places.toArray(String[]::new))
        .length(8)
        .to(output().toString())
        .run();

    assertThat(values())
        .containsExactly(
            java.util.stream.IntStream.range(0, 150)
                .mapToObj(i -> (double) (i % 30 % 7))
                .toArray());
  }

  private DiscordsBuilder discords(SparkSession spark) {
    return Lakewright.with(spark)
        .discords(file.in(folder.resolve("in")))
        .length(8)
        .to(output().toString());
  }

  private static DiscordsResult run(DiscordsBuilder builder) {
    return builder.run();
  }

  private Path output() {
    return folder.resolve("out");
  }

  private List<Object> values() {
    return Arrays.asList(ProfileTable.profile(output()).stream().map(row -> row.get(3)).toArray());
  }

  /** A session of a notebook that has a zone of its own. */
  private static SparkSession tokyo(SparkSession spark) {
    SparkSession session = spark.newSession();
    session.conf().set("spark.sql.session.timeZone", "Asia/Tokyo");
    return session;
  }
}

package io.lakewright.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesSampleTest {
  @TempDir Path directory;

  @Test
  void writesTheSameBytesForTheSameSeed() throws IOException {
    byte[] first = Files.readAllBytes(new SeriesSample(options(2, 0)).write().path());
    byte[] again = Files.readAllBytes(new SeriesSample(options(2, 0)).write().path());

    assertThat(again).isEqualTo(first);
  }

  @Test
  void tellsWhereItPutTheAnomalies() throws IOException {
    SeriesResult result = new SeriesSample(options(3, 0)).write();

    List<String> points = Files.readAllLines(result.path());
    List<String> anomalies = Files.readAllLines(directory.resolve("_anomalies.csv"));
    assertThat(result.points()).isEqualTo(6_000);
    assertThat(points).hasSize(6_001).first().isEqualTo("series,time,value");
    assertThat(result.anomalies()).isEqualTo(9);
    assertThat(anomalies).hasSize(10);
    for (String line : anomalies.subList(1, 10)) {
      String[] fields = line.split(",", -1);
      int start = Integer.parseInt(fields[2]);
      assertThat(start).isBetween(1_000, 1_999);
      long inSeries = points.stream().filter(point -> point.startsWith(fields[0] + ",")).count();
      assertThat(inSeries).isEqualTo(2_000);
      assertThat(
              points.stream()
                  .filter(point -> point.startsWith(fields[0] + ","))
                  .skip(start)
                  .findFirst())
          .hasValueSatisfying(point -> assertThat(point.split(",", -1)[1]).isEqualTo(fields[4]));
    }
  }

  @Test
  void leavesPointsOut() throws IOException {
    assertThat(new SeriesSample(options(1, 0.1)).write().points()).isBetween(1_700L, 1_900L);
  }

  @Test
  void refusesTooFewPoints() {
    assertThatThrownBy(() -> new SeriesOptions(directory, 1, 10, 1, SeriesOptions.Shape.WALK, 0))
        .isInstanceOf(UserException.class)
        .hasMessage("Number of points must be at least 100, cannot be: 10");
  }

  private SeriesOptions options(int series, double gaps) {
    return new SeriesOptions(directory, series, 2_000, 7, SeriesOptions.Shape.PERIODIC, gaps);
  }
}

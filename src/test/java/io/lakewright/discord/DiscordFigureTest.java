package io.lakewright.discord;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.discord.series.Finding;
import io.lakewright.discord.series.SeriesResult;
import io.lakewright.discord.series.Sketch;
import io.lakewright.discord.series.Totals;
import io.lakewright.discord.series.Track;
import io.lakewright.job.JobResult.Panel;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiscordFigureTest {
  private static final double[] VALUES = {1, 2, 3, 4, 1, 2, 3, 4, 1, 5, 5, 5};

  @Test
  void showsTheDiscordAndItsNeighborInTheSeries() {
    List<Panel> panels = panels(VALUES, Distance.Z_NORMALIZED);

    assertThat(panels).hasSize(5);
    assertThat(panels.get(0).marks()).extracting(mark -> mark.label()).contains("neighbour");
    assertThat(panels.get(4).label()).endsWith(", both z-normalised");
  }

  @Test
  void showsPlainShapesWherePlainDistancesAreMeant() {
    Panel shapes = panels(VALUES, Distance.EUCLIDEAN).get(4);

    assertThat(shapes.label()).isEqualTo("The discord on its nearest neighbour");
    assertThat(shapes.curves().get(1).low()).containsExactly(1, 5, 5, 5);
  }

  @Test
  void showsDistancesAloneOfDimensionsTakenTogether() {
    double[] none = new double[VALUES.length];
    Arrays.fill(none, Double.NaN);

    List<Panel> panels = panels(none, Distance.Z_NORMALIZED);

    assertThat(panels).hasSize(2);
    assertThat(panels.get(0).marks()).extracting(mark -> mark.label()).contains("discord");
  }

  private static List<Panel> panels(double[] values, Distance distance) {
    int size = values.length;
    Finding finding = new Finding(null, 1, 8, 11, 8, 11, 2, 0, 0, 4, 0.5);
    SeriesResult.Span span = new SeriesResult.Span(size, 0, 0, 11);
    double[] distances = new double[size];
    Arrays.fill(distances, 1);
    Track track =
        new Track(null, 4, 0, new long[size], values, distances, new long[size], new byte[size]);
    Sketch sketch = new Sketch(finding, span).add(List.of(track));
    return DiscordFigure.of(1, new Totals.Top("s", finding, span, sketch), distance).panels();
  }
}

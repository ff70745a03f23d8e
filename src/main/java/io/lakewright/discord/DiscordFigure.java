package io.lakewright.discord;

import io.lakewright.discord.series.Finding;
import io.lakewright.discord.series.Sketch;
import io.lakewright.discord.series.Strip;
import io.lakewright.discord.series.Totals;
import io.lakewright.job.JobResult.Curve;
import io.lakewright.job.JobResult.Figure;
import io.lakewright.job.JobResult.Mark;
import io.lakewright.job.JobResult.Panel;
import io.lakewright.job.JobResult.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * The picture of a discord: the whole series, its surroundings, and its shape on its neighbour's.
 */
final class DiscordFigure {
  private DiscordFigure() {}

  static Figure of(int number, Totals.Top top, Distance distance) {
    Finding finding = top.finding();
    Sketch sketch = top.sketch();
    List<Panel> panels = new ArrayList<>();
    add(
        panels,
        "Whole series",
        "Distance of the subsequence that ends there",
        sketch.whole(),
        finding,
        top);
    add(panels, "Around the discord", "Distance", sketch.near(), finding, top);
    if (sketch.neighbor() != null && sketch.neighbor().hasValues() && sketch.itself().hasValues()) {
      boolean plain = distance == Distance.EUCLIDEAN;
      panels.add(
          new Panel(
              "The discord on its nearest neighbour" + (plain ? "" : ", both z-normalised"),
              "1st point",
              finding.length() + "th",
              List.of(
                  Curve.line(Role.GOOD, shape(sketch.neighbor(), plain)),
                  Curve.line(Role.BAD, shape(sketch.itself(), plain))),
              List.of(),
              false));
    }
    return new Figure(title(number, top), caption(finding), panels);
  }

  private static String title(int number, Totals.Top top) {
    StringBuilder title = new StringBuilder("Discord " + number);
    if (top.series() != null) {
      title.append(" · ").append(top.series());
    }
    if (top.finding().dimension() != null) {
      title.append(" · ").append(top.finding().dimension());
    }
    return title.toString();
  }

  private static String caption(Finding finding) {
    String where =
        "%s to %s, points %,d to %,d, distance %.4g."
            .formatted(
                DiscordsSummary.time(finding.startTime()),
                DiscordsSummary.time(finding.endTime()),
                finding.startIndex(),
                finding.endIndex(),
                finding.distance());
    return finding.neighborIndex() < 0
        ? where
        : where
            + " Of all that came before, most like it is what began at %s (point %,d)."
                .formatted(DiscordsSummary.time(finding.neighborTime()), finding.neighborIndex());
  }

  private static void add(
      List<Panel> panels,
      String values,
      String distances,
      Strip strip,
      Finding finding,
      Totals.Top top) {
    List<Mark> marks = new ArrayList<>();
    if (finding.neighborIndex() >= 0
        && finding.neighborIndex() + finding.length() > strip.from()
        && finding.neighborIndex() < strip.to()) {
      marks.add(
          new Mark(
              Role.GOOD,
              strip.share(finding.neighborIndex()),
              strip.share(finding.neighborIndex() + finding.length()),
              "neighbour"));
    }
    marks.add(
        new Mark(
            Role.BAD,
            strip.share(finding.startIndex()),
            strip.share(finding.endIndex() + 1),
            "discord"));
    String from = "point %,d".formatted(strip.from());
    String to = "point %,d".formatted(strip.to() - 1);
    if (strip.from() == top.span().first()) {
      from = DiscordsSummary.time(top.span().firstTime());
    }
    if (strip.to() == top.span().first() + top.span().points()) {
      to = DiscordsSummary.time(top.span().lastTime());
    }
    boolean hasValues = strip.hasValues();
    if (hasValues) {
      panels.add(
          new Panel(
              values,
              from,
              to,
              List.of(new Curve(Role.MAIN, strip.low(), strip.high())),
              marks,
              false));
    }
    panels.add(
        new Panel(
            distances,
            from,
            to,
            List.of(Curve.line(Role.SECOND, strip.distance())),
            hasValues ? List.of() : marks,
            true));
  }

  private static double[] shape(Strip strip, boolean plain) {
    double[] low = strip.low();
    double[] high = strip.high();
    double[] middle = new double[low.length];
    double sum = 0;
    int count = 0;
    for (int i = 0; i < middle.length; i++) {
      middle[i] = (low[i] + high[i]) / 2;
      if (!Double.isNaN(middle[i])) {
        sum += middle[i];
        count++;
      }
    }
    if (plain) {
      return middle;
    }
    double mean = sum / Math.max(1, count);
    double squares = 0;
    for (double value : middle) {
      squares += Double.isNaN(value) ? 0 : (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / Math.max(1, count));
    for (int i = 0; i < middle.length; i++) {
      middle[i] = deviation == 0 ? middle[i] - mean : (middle[i] - mean) / deviation;
    }
    return middle;
  }
}

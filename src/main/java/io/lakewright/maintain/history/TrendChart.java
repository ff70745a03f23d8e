package io.lakewright.maintain.history;

import io.lakewright.job.Human;
import io.lakewright.job.JobResult;
import io.lakewright.maintain.TableName;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** One table over its last runs: files, bytes and snapshots, each on a scale of its own. */
public final class TrendChart {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 56;
  private static final int LEFT = 110;
  private static final int RIGHT = 110;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  private TrendChart() {}

  /** A figure of at least two points, oldest first. */
  public static JobResult.Figure of(TableName table, List<History.Point> points) {
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" font-size=\"12\" fill=\"currentColor\">"
            .formatted(WIDTH, 3 * HEIGHT, WIDTH));
    line(svg, 0, "data files", points, History.Point::files, false);
    line(svg, 1, "size", points, History.Point::bytes, true);
    line(svg, 2, "snapshots", points, History.Point::snapshots, false);
    svg.append("</svg>");
    String caption =
        "%d runs from %s to %s UTC"
            .formatted(
                points.size(),
                DAY.format(points.get(0).time()),
                DAY.format(points.get(points.size() - 1).time()));
    return new JobResult.Figure(table.toString(), svg.toString(), caption);
  }

  private static void line(
      StringBuilder svg,
      int row,
      String label,
      List<History.Point> points,
      ToLongFunction<History.Point> value,
      boolean bytes) {
    double top = row * HEIGHT + 8.0;
    double bottom = (row + 1) * HEIGHT - 8.0;
    long largest = Math.max(1, points.stream().mapToLong(value).max().orElse(1));
    Instant first = points.get(0).time();
    double span =
        Math.max(1, points.get(points.size() - 1).time().toEpochMilli() - first.toEpochMilli());
    StringBuilder path = new StringBuilder();
    for (History.Point point : points) {
      double x =
          LEFT
              + (WIDTH - LEFT - RIGHT)
                  * (point.time().toEpochMilli() - first.toEpochMilli())
                  / span;
      double y = bottom - (bottom - top) * value.applyAsLong(point) / largest;
      path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
    }
    long last = value.applyAsLong(points.get(points.size() - 1));
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"0\" y=\"%.0f\">%s</text>"
                + "<polyline points=\"%s\" fill=\"none\" stroke=\"#1f7a8c\" stroke-width=\"2\"/>"
                + "<text x=\"%d\" y=\"%.0f\">%s</text>",
            (top + bottom) / 2 + 4,
            label,
            path.toString().strip(),
            WIDTH - RIGHT + 8,
            (top + bottom) / 2 + 4,
            bytes ? Human.bytes(last) : Human.count(last)));
  }
}

package io.lakewright.maintain.history;

import io.lakewright.job.Human;
import io.lakewright.job.JobResult.Curve;
import io.lakewright.job.JobResult.Figure;
import io.lakewright.job.JobResult.Panel;
import io.lakewright.job.JobResult.Role;
import io.lakewright.maintain.TableName;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.ToLongFunction;

/** One table over its last runs: files, bytes and snapshots, each on a scale of its own. */
public final class TrendChart {
  /** Each holds what the last run up to its time has left. */
  private static final int COLUMNS = 240;

  private static final double MEBIBYTE = 1 << 20;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  private TrendChart() {}

  /** A figure of at least two points, oldest first. */
  public static Figure of(TableName table, List<History.Point> points) {
    History.Point last = points.get(points.size() - 1);
    String caption =
        "%d runs. After the last: %s data files, %s, %s snapshots."
            .formatted(
                points.size(),
                Human.count(last.files()),
                Human.bytes(last.bytes()),
                Human.count(last.snapshots()));
    return new Figure(
        table.toString(),
        caption,
        List.of(
            panel("Data files", points, History.Point::files, 1),
            panel("Size in MiB", points, History.Point::bytes, MEBIBYTE),
            panel("Snapshots", points, History.Point::snapshots, 1)));
  }

  private static Panel panel(
      String label, List<History.Point> points, ToLongFunction<History.Point> value, double unit) {
    Instant first = points.get(0).time();
    Instant last = points.get(points.size() - 1).time();
    long span = last.toEpochMilli() - first.toEpochMilli();
    double[] values = new double[COLUMNS];
    int at = 0;
    for (int column = 0; column < COLUMNS; column++) {
      Instant time = first.plusMillis(Math.round(span * (column / (COLUMNS - 1.0))));
      while (at + 1 < points.size() && !points.get(at + 1).time().isAfter(time)) {
        at++;
      }
      values[column] = value.applyAsLong(points.get(at)) / unit;
    }
    return new Panel(
        label,
        DAY.format(first),
        DAY.format(last) + " UTC",
        List.of(Curve.line(Role.MAIN, values)),
        List.of(),
        true);
  }
}

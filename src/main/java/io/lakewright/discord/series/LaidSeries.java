package io.lakewright.discord.series;

import io.lakewright.discord.series.Cleaner.After;
import io.lakewright.discord.series.Cleaner.Before;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * A series that is too long for one task: cut by time into parts, each sorted and cleaned by a task
 * of its own, with what it needs to know of the parts beside it. Positions are given by the counts
 * of the parts. The driver holds a few numbers for each part.
 */
final class LaidSeries implements AutoCloseable {
  /** A task sorts as many in a fraction of a second. */
  private static final long MOST_POINTS_PER_PART = 500_000;

  private static final int MOST_PARTS = 20_000;

  private final SearchPlan plan;
  private final String series;
  private final List<JavaRDD<?>> kept = new ArrayList<>();
  private JavaRDD<LaidPart> parts;
  private long points;
  private SeriesResult.Span span;

  private LaidSeries(SearchPlan plan, String series) {
    this.plan = plan;
    this.series = series;
  }

  /**
   * Lays a series out.
   *
   * @param input rows of {@link SeriesInput} of this series
   * @param count of its points, about
   * @param shared so many points are little for a task
   */
  static LaidSeries of(
      Dataset<Row> input, String series, long count, SearchPlan plan, long shared) {
    LaidSeries laid = new LaidSeries(plan, series);
    long perPart = Math.min(MOST_POINTS_PER_PART, 4 * shared);
    laid.lay(input, (int) Math.min(MOST_PARTS, 1 + count / perPart));
    return laid;
  }

  /** The parts, in order. */
  JavaRDD<LaidPart> parts() {
    return parts;
  }

  /** Points laid out. */
  long points() {
    return points;
  }

  /** All points; null if there are none. */
  SeriesResult.Span span() {
    return span;
  }

  private SeriesResult.Span span(List<PartSummary> summaries) {
    List<PartSummary> filled = summaries.stream().filter(part -> part.size() > 0).toList();
    return filled.isEmpty()
        ? null
        : new SeriesResult.Span(
            points, 0, filled.get(0).firstTime(), filled.get(filled.size() - 1).lastTime());
  }

  /** Position of the first point at this time or later. */
  long positionOf(long time) {
    return parts.map(part -> (long) part.points().before(time)).fold(0L, Long::sum);
  }

  private void lay(Dataset<Row> input, int count) {
    SearchPlan tasks = plan;
    String name = series;
    long step = plan.cleaning().stepMicros();
    // Points of one step, or of one time, must meet in one part.
    Column key =
        step == 0
            ? functions.col("time")
            : functions.expr("floor(time / " + step + ")").cast("long");
    Dataset<Row> timed = input.filter(functions.col("time").isNotNull());
    Dataset<Row> cut = count == 1 ? timed.coalesce(1) : timed.repartitionByRange(count, key);
    JavaRDD<LaidPart> sorted =
        keep(
            cut.queryExecution()
                .toRdd()
                .toJavaRDD()
                .mapPartitions(rows -> one(sorted(rows, tasks.dimensions().size()))));
    Before[] ends = ends(sorted, step);
    JavaRDD<LaidPart> laid =
        keep(
            sorted.mapPartitionsWithIndex(
                (index, part) -> one(layOut(part.next(), ends[index], tasks, name)), true));
    List<PartSummary> summaries =
        new ArrayList<>(
            laid.mapPartitionsWithIndex(
                    (index, part) -> one(PartSummary.of(index, part.next().points())), true)
                .collect());
    summaries.sort(Comparator.comparingInt(PartSummary::index));
    Surroundings[] around = surroundings(summaries);
    points = summaries.stream().mapToLong(PartSummary::size).sum();
    span = span(summaries);
    parts =
        keep(
            laid.mapPartitionsWithIndex(
                (index, part) -> one(fill(part.next(), around[index], tasks, name)), true));
  }

  private <T> JavaRDD<T> keep(JavaRDD<T> rdd) {
    kept.add(rdd.persist(StorageLevel.DISK_ONLY()));
    return rdd;
  }

  private static <T> Iterator<T> one(T value) {
    return List.of(value).iterator();
  }

  private static LaidPart sorted(Iterator<InternalRow> rows, int dimensions) {
    Points points = new Points(dimensions);
    Tally tally = new Tally();
    while (rows.hasNext()) {
      Packer.read(rows.next(), points, tally);
    }
    points.sort();
    return new LaidPart(0, points, tally);
  }

  /** For each part what is before it: the time of the last point, if there is one. */
  private Before[] ends(JavaRDD<LaidPart> sorted, long step) {
    List<long[]> last =
        sorted
            .map(
                part -> {
                  int size = part.points().size();
                  long time = size == 0 ? 0 : part.points().time(size - 1);
                  return new long[] {size, step == 0 ? time : Math.floorDiv(time, step) * step};
                })
            .collect();
    Before[] ends = new Before[last.size()];
    Before before = new Before(plan.dimensions().size());
    for (int i = 0; i < ends.length; i++) {
      ends[i] = before.copy();
      if (last.get(i)[0] > 0) {
        before.started = true;
        before.time = last.get(i)[1];
      }
    }
    return ends;
  }

  private static LaidPart layOut(LaidPart part, Before before, SearchPlan plan, String series) {
    Points out = new Points(plan.dimensions().size());
    plan.cleaner().layOut(part.points(), before.copy(), series, out, part.tally());
    return new LaidPart(0, out, part.tally());
  }

  /** Position of a part, and the values beside it. */
  private record Surroundings(long first, Before before, After after)
      implements java.io.Serializable {}

  private Surroundings[] surroundings(List<PartSummary> summaries) {
    int count = summaries.size();
    After[] after = new After[count];
    After from = new After(plan.dimensions().size());
    for (int i = count - 1; i >= 0; i--) {
      after[i] = from;
      from = summaries.get(i).from(from);
    }
    Surroundings[] around = new Surroundings[count];
    Before before = new Before(plan.dimensions().size());
    long first = 0;
    for (int i = 0; i < count; i++) {
      around[i] = new Surroundings(first, before, after[i]);
      before = summaries.get(i).after(before);
      first += summaries.get(i).size();
    }
    return around;
  }

  private static LaidPart fill(LaidPart part, Surroundings around, SearchPlan plan, String series) {
    Tally tally = new Tally();
    tally.addAll(part.tally());
    plan.cleaner().fill(part.points(), around.before().copy(), around.after(), series, tally);
    return new LaidPart(around.first(), part.points(), tally);
  }

  @Override
  public void close() {
    kept.forEach(rdd -> rdd.unpersist(false));
  }
}

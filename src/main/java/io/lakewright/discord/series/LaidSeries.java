package io.lakewright.discord.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * A series that is too long for one task: its parts are cleaned each by a task of its own, with
 * what it needs to know of the parts beside it. Positions are given by the counts of the parts. The
 * driver holds a few numbers for each part.
 */
final class LaidSeries implements AutoCloseable {
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

  /** Lays a series out. */
  static LaidSeries of(SortedParts.Parts sorted, String series, SearchPlan plan) {
    LaidSeries laid = new LaidSeries(plan, series);
    laid.lay(sorted);
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

  private void lay(SortedParts.Parts sorted) {
    SearchPlan tasks = plan;
    String name = series;
    Before[] ends = ends(sorted);
    JavaRDD<LaidPart> laid =
        keep(
            sorted
                .parts()
                .mapPartitionsWithIndex(
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

  /** For each part what is before it: the time of the last point, if there is one. */
  private Before[] ends(SortedParts.Parts sorted) {
    Before[] ends = new Before[sorted.sizes().length];
    Before before = new Before(plan.dimensions().size());
    for (int i = 0; i < ends.length; i++) {
      ends[i] = before.copy();
      before.started = true;
      before.time = sorted.times()[i];
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

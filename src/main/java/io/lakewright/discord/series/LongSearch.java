package io.lakewright.discord.series;

import io.lakewright.discord.BoundedProfile;
import io.lakewright.discord.Discord;
import io.lakewright.discord.LeftProfile;
import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.Train;
import io.lakewright.discord.combine.DimensionProfiles;
import io.lakewright.discord.length.LengthProposal;
import io.lakewright.discord.tile.ProfileBlock;
import io.lakewright.discord.tile.SeriesBlock;
import io.lakewright.discord.tile.TiledProfile;
import io.lakewright.job.Progress;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Searches one series with all tasks there are: by tiles with the whole history, by windows that
 * overlap with a bounded one. Gives the bits that {@link SeriesSearch} gives in memory.
 */
public final class LongSearch implements AutoCloseable {
  private final Progress progress;
  private final SearchPlan plan;
  private final String series;
  private final LaidSeries laid;
  private final List<JavaRDD<?>> kept = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private int length;
  private JavaRDD<ProfiledBlock> blocks;

  /**
   * Prepares the search of a series.
   *
   * @param input rows of {@link SeriesInput} of this series
   * @param series its name, or null
   * @param count of its points, about
   * @param shared so many points are little for a task
   */
  public LongSearch(
      Dataset<Row> input,
      String series,
      long count,
      SearchPlan plan,
      long shared,
      Progress progress) {
    this.progress = progress;
    this.plan = plan;
    this.series = series;
    progress.phase("Laying out %,d points%s".formatted(count, of()));
    this.laid = LaidSeries.of(input, series, count, plan, shared);
  }

  private String of() {
    return series == null ? "" : " of " + series;
  }

  /** Searches; the blocks of the profile, and one result that has the discords. */
  public JavaRDD<SeriesResult> search(JavaSparkContext spark) {
    length = length();
    ProfileParameters parameters = plan.search().parameters(length);
    blocks = keep(profiled(parameters));
    Map<Long, Moments[]> before = moments();
    SeriesResult found = found();
    byte[] name = series == null ? null : series.getBytes(StandardCharsets.UTF_8);
    SearchPlan tasks = plan;
    int m = length;
    JavaRDD<SeriesResult> tracks =
        blocks.map(
            block ->
                new SeriesResult(
                    name,
                    tracks(block, before.get(block.number()), m, tasks),
                    List.of(),
                    null,
                    new Tally(),
                    null,
                    List.of()));
    return tracks.union(spark.parallelize(List.of(found), 1));
  }

  /** The name of the series, or null. */
  public String series() {
    return series;
  }

  /** Fills the sketch of one of the discords. */
  public Sketch sketch(Sketch empty) {
    int m = length;
    SearchPlan tasks = plan;
    return blocks.aggregate(
        empty, (sketch, block) -> sketch.add(tracks(block, null, m, tasks)), (a, b) -> a.add(b));
  }

  private <T> JavaRDD<T> keep(JavaRDD<T> rdd) {
    kept.add(rdd.persist(StorageLevel.DISK_ONLY()));
    return rdd;
  }

  private int length() {
    if (!plan.search().lengths().isAuto()) {
      return plan.search().lengths().from();
    }
    int enough = (int) Math.min(laid.points(), LengthProposal.ENOUGH);
    double[] beginning = new double[enough];
    laid.parts()
        .filter(part -> part.first() < enough)
        .map(
            part -> {
              int size = (int) Math.min(part.points().size(), enough - part.first());
              return new SeriesBlock(part.first(), Arrays.copyOf(part.points().values(0, 0), size));
            })
        .collect()
        .forEach(
            part ->
                System.arraycopy(
                    part.values(), 0, beginning, (int) part.first(), part.values().length));
    LengthProposal proposal = LengthProposal.ofPeriod(beginning);
    notes.add(proposal.explanation());
    return proposal.length();
  }

  private JavaRDD<ProfiledBlock> profiled(ProfileParameters parameters) {
    int dimensions = plan.dimensions().size();
    JavaPairRDD<Long, Piece> pieces = laid.parts().flatMapToPair(LongSearch::points);
    for (int d = 0; d < dimensions; d++) {
      int dimension = d;
      int shift = parameters.length() - 1;
      pieces =
          pieces.union(
              profile(d, parameters).flatMapToPair(block -> distances(block, dimension, shift)));
    }
    SearchPlan tasks = plan;
    long points = laid.points();
    int partitions = (int) Math.min(20_000, 1 + points / (4 * Moments.BLOCK));
    return pieces
        .groupByKey(partitions)
        .map(block -> assemble(block._1(), block._2(), points, tasks));
  }

  private JavaRDD<ProfileBlock> profile(int dimension, ProfileParameters parameters) {
    JavaRDD<SeriesBlock> values =
        laid.parts().map(part -> new SeriesBlock(part.first(), part.points().values(dimension, 0)));
    long points = laid.points();
    if (plan.search().isBounded()) {
      progress.phase("Comparing the windows of %,d points%s".formatted(points, of()));
      return keep(windows(values, points, parameters));
    }
    TiledProfile tiled = TiledProfile.of(points, parameters);
    progress.phase("Comparing %,d points%s in %,d tiles".formatted(points, of(), tiled.tiles()));
    return keep(
        tiled.compute(values, progress.counter("compared", Progress.Unit.ITEMS, tiled.tiles())));
  }

  /** Windows of starts on a fixed grid, each with the history that it is compared with. */
  private static JavaRDD<ProfileBlock> windows(
      JavaRDD<SeriesBlock> values, long points, ProfileParameters parameters) {
    long size = Moments.BLOCK * Math.max(1, (parameters.lookback() - 1) / Moments.BLOCK + 1);
    int count = Math.toIntExact((points + size - 1) / size);
    return values
        .flatMapToPair(block -> windowsOf(block, size, count, points, parameters))
        .groupByKey(Math.max(1, count))
        .map(window -> window(window._1() * size, size, window._2(), points, parameters));
  }

  private static long windowEnd(long begin, long size, long points, ProfileParameters parameters) {
    return Math.min(points, begin + size + parameters.length() - 1);
  }

  private static Iterator<Tuple2<Long, SeriesBlock>> windowsOf(
      SeriesBlock block, long size, int count, long points, ProfileParameters parameters) {
    List<Tuple2<Long, SeriesBlock>> parts = new ArrayList<>();
    long end = block.first() + block.values().length;
    for (long w = Math.max(0, (block.first() - parameters.length()) / size); w < count; w++) {
      long from = BoundedProfile.historyStart(w * size, parameters);
      long to = windowEnd(w * size, size, points, parameters);
      if (from >= end) {
        break;
      }
      long first = Math.max(from, block.first());
      long last = Math.min(to, end);
      if (first < last) {
        parts.add(
            new Tuple2<>(
                w,
                new SeriesBlock(
                    first,
                    Arrays.copyOfRange(
                        block.values(),
                        (int) (first - block.first()),
                        (int) (last - block.first())))));
      }
    }
    return parts.iterator();
  }

  private static ProfileBlock window(
      long begin,
      long size,
      Iterable<SeriesBlock> parts,
      long points,
      ProfileParameters parameters) {
    long first = BoundedProfile.historyStart(begin, parameters);
    double[] values = new double[(int) (windowEnd(begin, size, points, parameters) - first)];
    for (SeriesBlock part : parts) {
      System.arraycopy(
          part.values(), 0, values, (int) (part.first() - first), part.values().length);
    }
    LeftProfile profile = BoundedProfile.of(values, first, begin, parameters);
    return new ProfileBlock(begin, profile.distances(), profile.neighbors());
  }

  /** A part of a block: points, or distances of a dimension by position. */
  private record Piece(
      long first,
      long[] times,
      double[][] values,
      int dimension,
      double[] distances,
      long[] neighbors)
      implements Serializable {}

  private static Iterator<Tuple2<Long, Piece>> points(LaidPart part) {
    List<Tuple2<Long, Piece>> pieces = new ArrayList<>();
    Points points = part.points();
    double[][] values = new double[points.dimensions()][];
    for (int d = 0; d < values.length; d++) {
      values[d] = points.values(d, 0);
    }
    long[] times = points.times(0);
    cut(
        part.first(),
        times.length,
        (from, to) -> {
          double[][] cut = new double[values.length][];
          for (int d = 0; d < cut.length; d++) {
            cut[d] = Arrays.copyOfRange(values[d], from, to);
          }
          long first = part.first() + from;
          pieces.add(
              new Tuple2<>(
                  first / Moments.BLOCK,
                  new Piece(first, Arrays.copyOfRange(times, from, to), cut, -1, null, null)));
        });
    return pieces.iterator();
  }

  private static Iterator<Tuple2<Long, Piece>> distances(
      ProfileBlock block, int dimension, int shift) {
    List<Tuple2<Long, Piece>> pieces = new ArrayList<>();
    long begin = block.first() + shift;
    cut(
        begin,
        block.distances().length,
        (from, to) ->
            pieces.add(
                new Tuple2<>(
                    (begin + from) / Moments.BLOCK,
                    new Piece(
                        begin + from,
                        null,
                        null,
                        dimension,
                        Arrays.copyOfRange(block.distances(), from, to),
                        Arrays.copyOfRange(block.neighbors(), from, to)))));
    return pieces.iterator();
  }

  private interface Cut {
    void between(int from, int to);
  }

  /** Cuts a range of positions at the grid of blocks. */
  private static void cut(long first, int size, Cut cut) {
    int from = 0;
    while (from < size) {
      long next = ((first + from) / Moments.BLOCK + 1) * Moments.BLOCK;
      int to = (int) Math.min(size, next - first);
      cut.between(from, to);
      from = to;
    }
  }

  private static ProfiledBlock assemble(
      long number, Iterable<Piece> pieces, long points, SearchPlan plan) {
    long first = number * Moments.BLOCK;
    int size = (int) Math.min(Moments.BLOCK, points - first);
    int dimensions = plan.dimensions().size();
    long[] times = new long[size];
    double[][] values = new double[dimensions][size];
    LeftProfile[] profiles = new LeftProfile[plan.tracks()];
    for (int d = 0; d < dimensions; d++) {
      profiles[d] = new LeftProfile(new double[size], new long[size]);
    }
    for (Piece piece : pieces) {
      int at = (int) (piece.first() - first);
      if (piece.times() != null) {
        System.arraycopy(piece.times(), 0, times, at, piece.times().length);
        for (int d = 0; d < dimensions; d++) {
          System.arraycopy(piece.values()[d], 0, values[d], at, piece.values()[d].length);
        }
      } else {
        LeftProfile profile = profiles[piece.dimension()];
        System.arraycopy(piece.distances(), 0, profile.distances(), at, piece.distances().length);
        System.arraycopy(piece.neighbors(), 0, profile.neighbors(), at, piece.distances().length);
      }
    }
    if (plan.isCombined()) {
      List<LeftProfile> each = Arrays.asList(profiles).subList(0, dimensions);
      profiles[dimensions] = DimensionProfiles.kOfN(each, plan.agree()).profile();
    }
    return new ProfiledBlock(first, times, values, profiles);
  }

  private static List<Track> tracks(
      ProfiledBlock block, Moments[] before, int length, SearchPlan plan) {
    if (!plan.profile()) {
      return List.of();
    }
    List<Track> tracks = new ArrayList<>();
    double[] none = new double[block.size()];
    Arrays.fill(none, Double.NaN);
    int dimensions = plan.dimensions().size();
    for (int t = 0; t < block.profiles().length; t++) {
      tracks.add(
          TrackMaker.of(
              t < dimensions ? plan.trackName(t) : plan.combinedName(),
              block.first(),
              block.times(),
              t < dimensions ? block.values()[t] : none,
              block.profiles()[t],
              block.first() - length + 1,
              length,
              plan.tagging(),
              before == null ? new Moments() : before[t].copy()));
    }
    return tracks;
  }

  /** For each block the moments of all distances before it: a few numbers for 65,536 points. */
  private Map<Long, Moments[]> moments() {
    int m = length;
    int tracks = plan.tracks();
    List<Tuple2<Long, Moments[]>> each =
        new ArrayList<>(
            blocks.map(block -> new Tuple2<>(block.number(), momentsOf(block, m))).collect());
    each.sort(Comparator.comparingLong(Tuple2::_1));
    Map<Long, Moments[]> before = new HashMap<>();
    Moments[] running = new Moments[tracks];
    for (int t = 0; t < tracks; t++) {
      running[t] = new Moments();
    }
    for (Tuple2<Long, Moments[]> block : each) {
      Moments[] here = new Moments[tracks];
      for (int t = 0; t < tracks; t++) {
        here[t] = running[t].copy();
        Moments own = block._2()[t];
        if (own.blockCount() > 0) {
          running[t].append(block._1(), own.blockCount(), own.blockMean(), own.blockSquares());
        }
      }
      before.put(block._1(), here);
    }
    return before;
  }

  private static Moments[] momentsOf(ProfiledBlock block, int length) {
    Moments[] moments = new Moments[block.profiles().length];
    for (int t = 0; t < moments.length; t++) {
      moments[t] = new Moments();
      double[] distances = block.profiles()[t].distances();
      for (int i = 0; i < distances.length; i++) {
        long position = block.first() + i;
        if (position >= length - 1 && Detection.reason(distances[i]) == Reason.NONE) {
          moments[t].add(position, distances[i]);
        }
      }
    }
    return moments;
  }

  private SeriesResult found() {
    progress.phase("Looking for the discords%s".formatted(of()));
    long train = trainStart();
    List<Found> all = new ArrayList<>();
    TreeSet<Long> positions = new TreeSet<>();
    for (int t = 0; t < plan.tracks(); t++) {
      List<Discord64> taken = new ArrayList<>();
      while (taken.size() < plan.search().top()) {
        Discord64 best = largest(t, taken, train);
        if (best == null) {
          break;
        }
        taken.add(best);
        positions.addAll(List.of(best.start, best.start + length - 1));
        positions.add(Math.max(0, best.neighbor));
        all.add(new Found(t, taken.size(), best));
      }
    }
    if (laid.points() > 0) {
      positions.addAll(List.of(0L, laid.points() - 1));
    }
    Map<Long, Long> times = times(positions);
    List<Finding> findings = new ArrayList<>();
    all.forEach(found -> findings.add(finding(found, times)));
    Tally tally = laid.parts().map(LaidPart::tally).fold(new Tally(), LongSearch::plus);
    if (laid.points() < (long) length + plan.search().parameters(length).exclusion()) {
      tally.add(Notice.SHORT_SERIES, 1, series);
    }
    SeriesResult.Span span =
        laid.points() == 0
            ? null
            : new SeriesResult.Span(laid.points(), 0, times.get(0L), times.get(laid.points() - 1));
    return new SeriesResult(
        series == null ? null : series.getBytes(StandardCharsets.UTF_8),
        List.of(),
        findings,
        null,
        tally,
        span,
        notes);
  }

  private static Tally plus(Tally a, Tally b) {
    Tally sum = new Tally();
    sum.addAll(a);
    sum.addAll(b);
    return sum;
  }

  /** A {@link Discord} whose start may be beyond 2^31. */
  private record Discord64(long start, double distance, long neighbor) implements Serializable {}

  private record Found(int track, int rank, Discord64 discord) {}

  private Finding finding(Found found, Map<Long, Long> times) {
    Discord64 discord = found.discord();
    long end = discord.start + length - 1;
    return new Finding(
        found.track() < plan.dimensions().size()
            ? plan.trackName(found.track())
            : plan.combinedName(),
        found.rank(),
        discord.start,
        end,
        times.get(discord.start),
        times.get(end),
        discord.distance,
        discord.neighbor,
        discord.neighbor < 0 ? 0 : times.get(discord.neighbor),
        length,
        SeriesSearch.score(discord.distance, length));
  }

  private Discord64 largest(int track, List<Discord64> taken, long train) {
    int m = length;
    return blocks
        .map(block -> largest(block, track, m, taken, train))
        .fold(null, LongSearch::larger);
  }

  private static Discord64 larger(Discord64 a, Discord64 b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    int order = Double.compare(a.distance, b.distance);
    return order > 0 || (order == 0 && a.start < b.start) ? a : b;
  }

  private static Discord64 largest(
      ProfiledBlock block, int track, int length, List<Discord64> taken, long train) {
    LeftProfile profile = block.profiles()[track];
    Discord64 best = null;
    for (int i = 0; i < block.size(); i++) {
      long start = block.first() + i - length + 1;
      double distance = profile.distances()[i];
      if (start >= Math.max(0, train)
          && Detection.reason(distance) == Reason.NONE
          && (best == null || distance > best.distance)
          && taken.stream().allMatch(one -> Math.abs(start - one.start) >= length)) {
        best = new Discord64(start, distance, profile.neighbors()[i]);
      }
    }
    return best;
  }

  private long trainStart() {
    Train train = plan.search().train();
    if (train.timeMicros() == Train.NO_TIME) {
      return train.start();
    }
    long time = train.timeMicros();
    long earlier =
        blocks
            .map(
                block -> {
                  int at = Arrays.binarySearch(block.times(), time);
                  return (long) (at >= 0 ? at : -at - 1);
                })
            .fold(0L, Long::sum);
    return Math.max(train.start(), earlier);
  }

  private Map<Long, Long> times(TreeSet<Long> positions) {
    Map<Long, Long> times = new HashMap<>();
    blocks
        .flatMap(
            block -> {
              List<Tuple2<Long, Long>> here = new ArrayList<>();
              for (long position : positions.subSet(block.first(), block.first() + block.size())) {
                here.add(new Tuple2<>(position, block.times()[(int) (position - block.first())]));
              }
              return here.iterator();
            })
        .collect()
        .forEach(time -> times.put(time._1(), time._2()));
    return times;
  }

  @Override
  public void close() {
    kept.forEach(rdd -> rdd.unpersist(false));
    laid.close();
  }
}

package io.lakewright.discord.series;

import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.Train;
import io.lakewright.discord.length.LengthProposal;
import io.lakewright.discord.tile.ProfileBlock;
import io.lakewright.discord.tile.SeriesBlock;
import io.lakewright.discord.tile.TiledProfile;
import io.lakewright.job.Progress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;

/**
 * Searches one series with all tasks there are, by tiles. Gives the bits that {@link SeriesSearch}
 * gives in memory.
 */
public final class LongSearch implements AutoCloseable {
  private final Progress progress;
  private final SearchPlan plan;
  private final String series;
  private final LaidSeries laid;
  private final List<AutoCloseable> passing = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private int length;
  private JavaRDD<ProfiledBlock> blocks;

  /**
   * Prepares the search of a series.
   *
   * @param series its name, or null
   * @param count of its points, about
   */
  LongSearch(
      SortedParts.Parts sorted, String series, long count, SearchPlan plan, Progress progress) {
    this.progress = progress;
    this.plan = plan;
    this.series = series;
    progress.phase("Laying out %,d points%s".formatted(count, of()));
    laid = LaidSeries.of(sorted, series, plan);
  }

  private String of() {
    return series == null ? "" : " of " + series;
  }

  /** Searches; the blocks of the profile, and one result that has the discords. */
  JavaRDD<SeriesResult> search(JavaSparkContext spark) {
    try {
      long train = trainStart();
      length = length(train);
      plan.noteTraining(train, laid.points(), length, notes);
      // Without the table of the profile only what may be reported has to be known.
      long from = plan.profile() ? 0 : train;
      blocks = profiled(plan.search().parameters(length), from).persist(StorageLevel.DISK_ONLY());
      Map<Long, DistanceMoments[]> before = BlockMoments.before(blocks, length, plan.tracks());
      SeriesResult found = found(train);
      byte[] name = name();
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
    } finally {
      // The blocks hold all that comes of these; one that is lost is computed again.
      passing.forEach(LongSearch::close);
      laid.close();
    }
  }

  private static void close(AutoCloseable passing) {
    try {
      passing.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The name of the series, or null. */
  public String series() {
    return series;
  }

  private byte[] name() {
    return series == null ? null : series.getBytes(StandardCharsets.UTF_8);
  }

  /** Fills the sketch of one of the discords. */
  public Sketch sketch(Sketch empty) {
    int m = length;
    SearchPlan tasks = plan;
    return blocks.aggregate(
        empty, (sketch, block) -> sketch.add(tracks(block, null, m, tasks)), (a, b) -> a.add(b));
  }

  /** The first start that may be reported. */
  private long trainStart() {
    Train train = plan.search().train();
    return train.timeMicros() == Train.NO_TIME
        ? train.start()
        : Math.max(train.start(), laid.positionOf(train.timeMicros()));
  }

  private int length(long train) {
    double[] beginning = plan.search().lengths().isAuto() ? beginning() : new double[0];
    return new LengthChoice(plan.search()).of(beginning, laid.points(), train, notes);
  }

  /** As many values of the first dimension as a length is proposed by. */
  private double[] beginning() {
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
    return beginning;
  }

  private JavaRDD<ProfiledBlock> profiled(ProfileParameters parameters, long from) {
    List<JavaRDD<ProfileBlock>> profiles = new ArrayList<>();
    for (int d = 0; d < plan.dimensions().size(); d++) {
      profiles.add(profile(d, parameters, from));
    }
    return BlockAssembly.of(laid.parts(), profiles, parameters.length(), laid.points(), plan);
  }

  private JavaRDD<ProfileBlock> profile(int dimension, ProfileParameters parameters, long from) {
    JavaRDD<SeriesBlock> values =
        laid.parts().map(part -> new SeriesBlock(part.first(), part.points().values(dimension, 0)));
    long points = laid.points();
    TiledProfile tiled = TiledProfile.of(points, from, parameters);
    progress.phase("Comparing %,d points%s in %,d tiles".formatted(points, of(), tiled.tiles()));
    JavaRDD<ProfileBlock> profile =
        tiled
            .compute(values, progress.counter("compared", Progress.Unit.ITEMS, tiled.tiles()))
            .persist(StorageLevel.DISK_ONLY());
    passing.add(tiled);
    passing.add(() -> profile.unpersist(false));
    return profile;
  }

  private static List<Track> tracks(
      ProfiledBlock block, DistanceMoments[] before, int length, SearchPlan plan) {
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
              before == null ? new DistanceMoments() : before[t].copy()));
    }
    return tracks;
  }

  private SeriesResult found(long train) {
    progress.phase("Looking for the discords%s".formatted(of()));
    List<Finding> findings = new LongDiscords(blocks, plan, length, train).find();
    Tally tally = laid.parts().map(LaidPart::tally).fold(new Tally(), LongSearch::plus);
    if (laid.points() < (long) length + plan.search().parameters(length).exclusion()) {
      tally.add(Notice.SHORT_SERIES, 1, series);
    }
    return new SeriesResult(name(), List.of(), findings, null, tally, laid.span(), notes);
  }

  private static Tally plus(Tally a, Tally b) {
    Tally sum = new Tally();
    sum.addAll(a);
    sum.addAll(b);
    return sum;
  }

  @Override
  public void close() {
    if (blocks != null) {
      blocks.unpersist(false);
    }
  }
}

package io.lakewright.discord.series;

import io.lakewright.discord.BoundedProfile;
import io.lakewright.discord.Discord;
import io.lakewright.discord.Discords;
import io.lakewright.discord.LeftProfile;
import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.Train;
import io.lakewright.discord.kernel.ExactProfiler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Searches series that are in memory, one after the other. Not for use by several threads. */
final class SeriesSearch {
  private final SearchPlan plan;
  private final Cleaner cleaner;
  private final Points clean;
  private ExactProfiler exact;
  private ProfileParameters exactFor;

  SeriesSearch(SearchPlan plan) {
    this.plan = plan;
    this.cleaner = plan.cleaner();
    this.clean = new Points(plan.dimensions().size());
  }

  /**
   * Searches a series.
   *
   * @param series its name in UTF-8, or null
   * @param points as they came; sorted by this
   * @param earlier where it stood after the run before; null for the first one
   */
  SeriesResult search(byte[] series, Points points, SeriesState earlier) {
    String name = series == null ? null : new String(series, StandardCharsets.UTF_8);
    Tally tally = new Tally();
    int dimensions = plan.dimensions().size();
    SeriesState state = earlier == null ? SeriesState.empty(dimensions, dimensions) : earlier;
    points.sort();
    cleaner.clean(points, state.before(), name, clean, tally);
    int length = plan.search().lengths().from();
    ProfileParameters parameters = plan.search().parameters(length);
    Part part = part(state, clean);
    if (part.end() < (long) length + parameters.exclusion()) {
      tally.add(Notice.SHORT_SERIES, 1, name);
    }
    List<Track> tracks = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (int d = 0; d < dimensions; d++) {
      LeftProfile profile = profile(part, d, parameters);
      String dimension = dimensions == 1 ? null : plan.dimensions().get(d);
      Track track = track(part, d, dimension, profile, length, state.moments()[d]);
      if (plan.profile()) {
        tracks.add(track);
      }
      findings.addAll(findings(part, dimension, profile, length));
    }
    byte[] left = plan.continued() ? left(part, state, parameters).toBytes() : null;
    return new SeriesResult(series, tracks, findings, left, tally, span(part));
  }

  private LeftProfile profile(Part part, int d, ProfileParameters parameters) {
    if (plan.search().isBounded()) {
      return BoundedProfile.of(
          part.values[d], part.first, part.firstStart(parameters.length()), parameters);
    }
    if (exact == null || !exactFor.equals(parameters)) {
      exact = new ExactProfiler(parameters);
      exactFor = parameters;
    }
    return exact.profile(part.values[d], part.values[d].length);
  }

  /**
   * The points at hand: some of the history, and the new ones.
   *
   * @param first position of the first
   * @param next position of the first new one
   */
  private record Part(long first, long next, long[] times, double[][] values) {
    long end() {
      return first + times.length;
    }

    /** The first start whose subsequence ends in a new point. */
    long firstStart(int length) {
      return Math.max(0, next - length + 1);
    }

    long time(long position) {
      return times[(int) (position - first)];
    }
  }

  private static SeriesResult.Span span(Part part) {
    long points = part.end() - part.next;
    return points == 0
        ? null
        : new SeriesResult.Span(
            points, part.next, part.time(part.next), part.time(part.end() - 1));
  }

  private static Part part(SeriesState state, Points fresh) {
    Points history = state.history();
    long[] times = join(history.times(0), fresh.times(0));
    double[][] values = new double[fresh.dimensions()][];
    for (int d = 0; d < values.length; d++) {
      double[] past = history.values(d, 0);
      values[d] = past.length == 0 ? fresh.values(d, 0) : join(past, fresh.values(d, 0));
    }
    return new Part(state.first(), state.next(), times, values);
  }

  private static long[] join(long[] a, long[] b) {
    long[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private static double[] join(double[] a, double[] b) {
    double[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private Track track(
      Part part, int d, String dimension, LeftProfile profile, int length, Moments moments) {
    int skipped = (int) (part.next - part.first);
    int size = part.times.length - skipped;
    double[] distances = new double[size];
    long[] neighbors = new long[size];
    Reason[] reasons = new Reason[size];
    long firstStart = part.firstStart(length);
    for (int i = 0; i < size; i++) {
      long start = part.next + i - length + 1;
      neighbors[i] = -1;
      if (start < 0) {
        reasons[i] = Reason.INCOMPLETE;
        continue;
      }
      int at = (int) (start - firstStart);
      double distance = profile.distances()[at];
      reasons[i] = reason(distance);
      if (reasons[i] == Reason.NONE) {
        distances[i] = distance;
        neighbors[i] = profile.neighbors()[at] < 0 ? -1 : profile.neighbors()[at] + length - 1;
      }
    }
    byte[] marks = Marks.tag(part.next, distances, reasons, length, plan.tagging(), moments);
    return new Track(
        dimension,
        length,
        part.next,
        Arrays.copyOfRange(part.times, skipped, part.times.length),
        skipped == 0
            ? part.values[d]
            : Arrays.copyOfRange(part.values[d], skipped, part.values[d].length),
        distances,
        neighbors,
        marks);
  }

  static Reason reason(double distance) {
    if (Double.isNaN(distance)) {
      return Reason.MISSING;
    }
    return Double.isInfinite(distance) ? Reason.NO_NEIGHBOR : Reason.NONE;
  }

  private List<Finding> findings(Part part, String dimension, LeftProfile profile, int length) {
    long firstStart = part.firstStart(length);
    long train = Math.max(firstStart, trainStart(part));
    int from = (int) Math.min(profile.size(), train - firstStart);
    List<Finding> findings = new ArrayList<>();
    for (Discord discord : Discords.top(profile, length, plan.search().top(), from)) {
      long start = firstStart + discord.start();
      long end = start + length - 1;
      long neighbor = discord.neighbor();
      findings.add(
          new Finding(
              dimension,
              findings.size() + 1,
              start,
              end,
              part.time(start),
              part.time(end),
              discord.distance(),
              neighbor,
              neighbor < 0 ? 0 : part.time(neighbor),
              length,
              score(discord.distance(), length)));
    }
    return findings;
  }

  private long trainStart(Part part) {
    Train train = plan.search().train();
    long start = train.start();
    if (train.timeMicros() != Train.NO_TIME) {
      int at = Arrays.binarySearch(part.times, train.timeMicros());
      start = Math.max(start, part.first + (at >= 0 ? at : -at - 1));
    }
    return start;
  }

  /** The distance as a share of the largest that subsequences of this length can have. */
  static double score(double distance, int length) {
    return distance / (2 * Math.sqrt(length));
  }

  private static SeriesState left(Part part, SeriesState state, ProfileParameters parameters) {
    long next = part.end();
    long needed =
        BoundedProfile.historyStart(
            Math.max(0, next - parameters.length() + 1), parameters);
    int from = (int) Math.max(0, needed - part.first);
    Points history = new Points(part.values.length);
    for (int i = from; i < part.times.length; i++) {
      history.add(part.times[i]);
      for (int d = 0; d < part.values.length; d++) {
        history.set(d, part.values[d][i]);
      }
    }
    return new SeriesState(next, history, state.before(), state.moments());
  }
}

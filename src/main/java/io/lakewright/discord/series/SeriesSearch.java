package io.lakewright.discord.series;

import io.lakewright.discord.Discord;
import io.lakewright.discord.LeftProfile;
import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.combine.DimensionProfiles;
import io.lakewright.discord.lookback.BoundedProfile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Searches series that are in memory, one after the other. Not for use by several threads. */
final class SeriesSearch {
  private final SearchPlan plan;
  private final Cleaner cleaner;
  private final Points clean;
  private final Detector detector;
  private final LengthChoice lengths;

  SeriesSearch(SearchPlan plan) {
    this.plan = plan;
    this.cleaner = plan.cleaner();
    this.clean = new Points(plan.dimensions().size());
    this.detector = new Detector(plan);
    this.lengths = new LengthChoice(plan.search());
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
    SeriesState state =
        earlier == null ? SeriesState.empty(plan.dimensions().size(), plan.tracks()) : earlier;
    points.sort();
    cleaner.clean(points, state.before(), name, clean, tally);
    Stretch part = Stretch.of(state, clean);
    List<String> notes = new ArrayList<>();
    long train = part.trainStart(plan.search().train());
    int length = lengths.of(part.values()[0], part.end(), train, notes);
    if (!plan.continued()) {
      plan.noteTraining(train, part.end(), length, notes);
    }
    ProfileParameters parameters = plan.search().parameters(length);
    if (part.end() < (long) length + parameters.exclusion()) {
      tally.add(Notice.SHORT_SERIES, 1, name);
    }
    Found found = new Found(part, parameters, state, notes);
    found.searchAll();
    byte[] left = plan.continued() ? left(part, state, parameters).toBytes() : null;
    return new SeriesResult(
        series, found.tracks, found.findings, left, tally, part.span(), found.notes);
  }

  private static SeriesState left(Stretch part, SeriesState state, ProfileParameters parameters) {
    long nextStart = Math.max(0, part.end() - parameters.length() + 1);
    return new SeriesState(
        part.end(),
        part.from(BoundedProfile.historyStart(nextStart, parameters)),
        state.before(),
        state.moments());
  }

  /** What one series comes to, dimension by dimension. */
  private final class Found {
    private final Stretch part;
    private final ProfileParameters parameters;
    private final SeriesState state;
    private final long firstStart;
    private final long train;
    private final List<Track> tracks = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> notes;

    Found(Stretch part, ProfileParameters parameters, SeriesState state, List<String> notes) {
      this.notes = notes;
      this.part = part;
      this.parameters = parameters;
      this.state = state;
      this.firstStart = part.firstStart(parameters.length());
      this.train = Math.max(firstStart, part.trainStart(plan.search().train()));
    }

    void searchAll() {
      List<LeftProfile> profiles = new ArrayList<>();
      for (int d = 0; d < plan.dimensions().size(); d++) {
        Detection detection =
            plan.search().lengths().isRange()
                ? detector.range(part.values()[d], train)
                : detector.detect(part.values()[d], part.first(), firstStart, train, parameters);
        add(plan.trackName(d), part.values()[d], detection, d);
        profiles.add(detection.profile());
      }
      if (plan.isCombined()) {
        LeftProfile combined = DimensionProfiles.kOfN(profiles, plan.agree());
        double[] none = new double[part.times().length];
        Arrays.fill(none, Double.NaN);
        add(
            plan.combinedName(),
            none,
            Detection.of(
                combined,
                parameters.length(),
                plan.search().top(),
                (int) Math.min(combined.size(), train - firstStart),
                null),
            profiles.size());
      }
    }

    private void add(String name, double[] values, Detection detection, int track) {
      if (plan.profile() || plan.continued()) {
        int skipped = (int) (part.next() - part.first());
        Track made =
            TrackMaker.of(
                name,
                part.next(),
                skipped == 0
                    ? part.times()
                    : Arrays.copyOfRange(part.times(), skipped, part.times().length),
                skipped == 0 ? values : Arrays.copyOfRange(values, skipped, values.length),
                detection.profile(),
                part.firstStart(detection.length()),
                detection.length(),
                plan.tagging(),
                state.moments()[track]);
        if (plan.profile()) {
          tracks.add(made);
        }
      }
      int rank = 0;
      for (Discord discord : detection.discords()) {
        findings.add(finding(name, discord, ++rank));
      }
      if (detection.note() != null) {
        notes.add(detection.note());
      }
    }

    private Finding finding(String name, Discord discord, int rank) {
      long start = firstStart + discord.start();
      long end = start + discord.length() - 1;
      long neighbor = discord.neighbor();
      return new Finding(
          name,
          rank,
          start,
          end,
          part.time(start),
          part.time(end),
          discord.distance(),
          neighbor,
          neighbor < 0 ? 0 : part.time(neighbor),
          discord.length(),
          score(discord.distance(), discord.length()));
    }
  }

  /** The distance as a share of the largest that subsequences of this length can have. */
  static double score(double distance, int length) {
    return distance / (2 * Math.sqrt(length));
  }
}

package io.lakewright.discord.series;

import java.io.Serializable;
import java.util.List;

/**
 * What was found in a series, or in a part of it.
 *
 * @param series its name in UTF-8; null if there are no names
 * @param tracks the profile, one for each dimension; empty if it is not asked for
 * @param state what a later run continues from; null if there is none
 * @param tally what was noticed
 * @param span the points searched; null if there were none
 * @param notes how the search was chosen, for people
 * @param totals of all series of a task, in its last result; null in all others
 */
public record SeriesResult(
    byte[] series,
    List<Track> tracks,
    List<Finding> findings,
    byte[] state,
    Tally tally,
    Span span,
    List<String> notes,
    Totals totals)
    implements Serializable {
  /** A series' result. */
  SeriesResult(
      byte[] series,
      List<Track> tracks,
      List<Finding> findings,
      byte[] state,
      Tally tally,
      Span span,
      List<String> notes) {
    this(series, tracks, findings, state, tally, span, notes, null);
  }

  static SeriesResult of(Totals totals) {
    return new SeriesResult(
        null, List.of(), List.of(), null, new Tally(), null, List.of(), totals);
  }

  /** The same when its tracks are written. */
  SeriesResult withoutTracks() {
    return new SeriesResult(series, List.of(), findings, state, tally, span, notes, totals);
  }

  /** New points of a series: their number, the position of the first, their times. */
  public record Span(long points, long first, long firstTime, long lastTime)
      implements Serializable {}
}

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
 */
public record SeriesResult(
    byte[] series,
    List<Track> tracks,
    List<Finding> findings,
    byte[] state,
    Tally tally,
    Span span,
    List<String> notes)
    implements Serializable {
  /** New points of a series: their number, the position of the first, their times. */
  public record Span(long points, long first, long firstTime, long lastTime)
      implements Serializable {}
}

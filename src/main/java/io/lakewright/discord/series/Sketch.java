package io.lakewright.discord.series;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/** What a picture of a discord needs of its series; of a size that does not grow with it. */
public final class Sketch implements Serializable {
  private static final int MARGIN = 3;

  private final Finding finding;
  private final Strip whole;
  private final Strip near;
  private final Strip itself;
  private final Strip neighbor;

  /**
   * An empty sketch.
   *
   * @param span the points that were searched
   */
  public Sketch(Finding finding, SeriesResult.Span span) {
    this.finding = finding;
    long end = span.first() + span.points();
    long margin = (long) MARGIN * finding.length();
    whole = new Strip(span.first(), end);
    near =
        new Strip(
            Math.max(span.first(), finding.startIndex() - margin),
            Math.min(end, finding.endIndex() + 1 + margin));
    itself = new Strip(finding.startIndex(), finding.endIndex() + 1);
    neighbor =
        finding.neighborIndex() < 0
            ? null
            : new Strip(finding.neighborIndex(), finding.neighborIndex() + finding.length());
  }

  /** Takes the points of the discord's dimension. */
  public Sketch add(List<Track> tracks) {
    for (Track track : tracks) {
      if (Objects.equals(track.dimension(), finding.dimension())) {
        whole.add(track);
        near.add(track);
        itself.add(track);
        if (neighbor != null) {
          neighbor.add(track);
        }
      }
    }
    return this;
  }

  /** Takes over what another sketch of the same discord holds. */
  public Sketch add(Sketch other) {
    whole.add(other.whole);
    near.add(other.near);
    itself.add(other.itself);
    if (neighbor != null) {
      neighbor.add(other.neighbor);
    }
    return this;
  }

  public Finding finding() {
    return finding;
  }

  public Strip whole() {
    return whole;
  }

  public Strip near() {
    return near;
  }

  public Strip itself() {
    return itself;
  }

  /** The neighbour's points; null if the discord has none. */
  public Strip neighbor() {
    return neighbor;
  }
}

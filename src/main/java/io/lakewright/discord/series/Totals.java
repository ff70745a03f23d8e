package io.lakewright.discord.series;

import io.lakewright.table.StagedFile;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** What all series come to; its size does not depend on how many there are. */
public final class Totals implements Serializable {
  /** How many of the largest discords are kept. */
  public static final int MOST_TOP = 6;

  private static final int MOST_NOTES = 3;

  /**
   * A discord with its series.
   *
   * @param span the points searched
   * @param sketch null where there is no profile, or where it is not at hand yet
   */
  public record Top(String series, Finding finding, SeriesResult.Span span, Sketch sketch)
      implements Serializable {
    /** The same with its picture. */
    public Top with(Sketch drawn) {
      return new Top(series, finding, span, drawn);
    }
  }

  private static final Comparator<Top> ORDER =
      Comparator.comparingDouble((Top top) -> top.finding().score())
          .reversed()
          .thenComparing(Top::series, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(top -> top.finding().startIndex())
          .thenComparing(
              top -> top.finding().dimension(), Comparator.nullsFirst(Comparator.naturalOrder()));

  private final Tally tally = new Tally();
  private List<Top> top = new ArrayList<>();
  private final TreeSet<String> notes = new TreeSet<>();
  private final List<StagedFile> files = new ArrayList<>();
  private long series;
  private long points;
  private long discords;
  private long anomalies;

  /** Adds a series. */
  public Totals add(SeriesResult result) {
    tally.addAll(result.tally());
    if (result.span() != null) {
      series++;
      points += result.span().points();
    }
    for (Track track : result.tracks()) {
      for (byte mark : track.marks()) {
        anomalies += Marks.tag(mark) == Tag.IS_ANOMALY ? 1 : 0;
      }
    }
    for (Finding finding : result.findings()) {
      discords++;
      String name =
          result.series() == null ? null : new String(result.series(), StandardCharsets.UTF_8);
      top.add(new Top(name, finding, result.span(), null));
    }
    note(result.notes());
    cut();
    if (!result.tracks().isEmpty()) {
      sketch(result);
    }
    return this;
  }

  /** Sketches what of the series is among the largest, while it is at hand. */
  private void sketch(SeriesResult result) {
    for (int i = 0; i < top.size(); i++) {
      Top one = top.get(i);
      if (one.sketch() == null && result.findings().contains(one.finding())) {
        top.set(i, one.with(new Sketch(one.finding(), one.span()).add(result.tracks())));
      }
    }
  }

  private void note(Collection<String> more) {
    notes.addAll(more);
    while (notes.size() > MOST_NOTES) {
      notes.pollLast();
    }
  }

  /** Adds other totals. */
  public Totals add(Totals other) {
    tally.addAll(other.tally);
    top.addAll(other.top);
    note(other.notes);
    cut();
    files.addAll(other.files);
    series += other.series;
    points += other.points;
    discords += other.discords;
    anomalies += other.anomalies;
    return this;
  }

  private void cut() {
    if (top.size() > MOST_TOP) {
      top.sort(ORDER);
      top = new ArrayList<>(top.subList(0, MOST_TOP));
    }
  }

  /** Adds a file that a task has written. */
  public void add(StagedFile file) {
    files.add(file);
  }

  /** Files that tasks have written; one for each task at most. */
  public List<StagedFile> files() {
    return List.copyOf(files);
  }

  /** The largest discords whose series' profile is elsewhere, and so not sketched. */
  public List<Top> unsketched() {
    return top().stream().filter(one -> one.sketch() == null).toList();
  }

  /** Gives a discord its picture. */
  public void sketched(Top one, Sketch sketch) {
    top.set(top.indexOf(one), one.with(sketch));
  }

  public Tally tally() {
    return tally;
  }

  /** The largest discords of all series, by score, largest first. */
  public List<Top> top() {
    List<Top> sorted = new ArrayList<>(top);
    sorted.sort(ORDER);
    return sorted;
  }

  /** How searches were chosen; a few, if there are many different ones. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  public long series() {
    return series;
  }

  public long points() {
    return points;
  }

  public long discords() {
    return discords;
  }

  /** Points that the online rule tags. */
  public long anomalies() {
    return anomalies;
  }
}

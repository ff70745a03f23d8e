package io.lakewright.discord.series;

import io.lakewright.job.Anomaly;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How often each {@link Notice} was met, with the first one as an example. Small, whatever met. */
public final class Tally implements Serializable {
  private static final int MAX_EXAMPLE = 200;

  private final Map<Notice, Long> counts = new EnumMap<>(Notice.class);
  private final Map<Notice, String> examples = new EnumMap<>(Notice.class);

  /** Counts some. */
  public void add(Notice notice, long times, String example) {
    if (times <= 0) {
      return;
    }
    counts.merge(notice, times, Long::sum);
    if (example != null) {
      examples.merge(notice, cut(example), Tally::smaller);
    }
  }

  private static String cut(String text) {
    return text.length() > MAX_EXAMPLE ? text.substring(0, MAX_EXAMPLE) + "…" : text;
  }

  /** Which example stays does not depend on the order of the tasks. */
  private static String smaller(String a, String b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  /** Takes over what another one counted. */
  public void addAll(Tally other) {
    other.counts.forEach((notice, times) -> add(notice, times, other.examples.get(notice)));
  }

  public long count(Notice notice) {
    return counts.getOrDefault(notice, 0L);
  }

  public boolean isEmpty() {
    return counts.isEmpty();
  }

  /** One anomaly for each kind. */
  public List<Anomaly> anomalies(String source) {
    List<Anomaly> all = new ArrayList<>();
    counts.forEach(
        (notice, times) ->
            all.add(
                new Anomaly(
                    source,
                    null,
                    null,
                    null,
                    notice.id(),
                    examples.getOrDefault(notice, ""),
                    null,
                    times)));
    return all;
  }
}

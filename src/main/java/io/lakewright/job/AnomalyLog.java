package io.lakewright.job;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Collects anomalies in bounded memory, without losing a single count. The same (file, section,
 * kind, detail) is one entry with its occurrences; beyond {@value #MAX_DETAILS} different details
 * of one kind in one file, the rest is counted in one entry; beyond {@value #RAW_BUDGET} characters
 * of raw text in all, further entries have none.
 */
public final class AnomalyLog implements Serializable {
  static final int MAX_DETAILS = 200;
  static final int RAW_BUDGET = 2 * 1024 * 1024;
  private static final String FURTHER = "further occurrences, not listed one by one";

  private record Kind(String sourceFile, String section, String kind) implements Serializable {}

  private final Map<Kind, Map<String, Anomaly>> kinds = new LinkedHashMap<>();
  private long rawCharacters;

  /** Notes an anomaly. */
  public void add(Anomaly anomaly) {
    Map<String, Anomaly> details = details(anomaly.sourceFile(), anomaly);
    Anomaly known = details.get(anomaly.detail());
    if (known != null) {
      details.put(anomaly.detail(), known.plus(anomaly.occurrences()));
    } else if (details.size() < MAX_DETAILS) {
      details.put(anomaly.detail(), withinBudget(anomaly));
    } else {
      countFurther(details, anomaly);
    }
  }

  /**
   * Notes an anomaly whose text is costly to make: {@code raw} is asked only when it is kept.
   *
   * @return whether this detail was new
   */
  public boolean add(
      String sourceFile,
      String section,
      Long ordinal,
      Long byteOffset,
      String kind,
      String detail,
      Supplier<String> raw) {
    Anomaly bare = new Anomaly(sourceFile, section, ordinal, byteOffset, kind, detail, null, 1);
    Map<String, Anomaly> details = details(sourceFile, bare);
    if (!details.containsKey(detail) && details.size() < MAX_DETAILS) {
      String text = raw == null || rawCharacters >= RAW_BUDGET ? null : raw.get();
      add(new Anomaly(sourceFile, section, ordinal, byteOffset, kind, detail, text, 1));
      return true;
    }
    add(bare);
    return false;
  }

  /** Takes over what another log holds. */
  public void addAll(AnomalyLog other) {
    other.anomalies().forEach(this::add);
  }

  /** All entries, by file and kind in the order of their first occurrence. */
  public List<Anomaly> anomalies() {
    List<Anomaly> all = new ArrayList<>();
    kinds.values().forEach(details -> all.addAll(details.values()));
    return all;
  }

  /** The number of occurrences in all. */
  public long total() {
    return kinds.values().stream()
        .flatMap(details -> details.values().stream())
        .mapToLong(Anomaly::occurrences)
        .sum();
  }

  public boolean isEmpty() {
    return kinds.isEmpty();
  }

  /** Counts per file and kind, most frequent first, each with its first detail and text. */
  public List<JobResult.AnomalyCount> counts() {
    record FileKind(String sourceFile, String kind) {}
    Map<FileKind, JobResult.AnomalyCount> counts = new HashMap<>();
    for (Anomaly a : anomalies()) {
      counts.merge(
          new FileKind(a.sourceFile(), a.kind()),
          new JobResult.AnomalyCount(
              a.sourceFile(), a.kind(), a.occurrences(), a.detail(), a.raw()),
          (x, y) ->
              new JobResult.AnomalyCount(
                  x.sourceFile(),
                  x.kind(),
                  x.occurrences() + y.occurrences(),
                  x.detail(),
                  x.raw() == null ? y.raw() : x.raw()));
    }
    List<JobResult.AnomalyCount> sorted = new ArrayList<>(counts.values());
    sorted.sort(
        (x, y) -> {
          int byCount = Long.compare(y.occurrences(), x.occurrences());
          int byFile = byCount != 0 ? byCount : x.sourceFile().compareTo(y.sourceFile());
          return byFile != 0 ? byFile : x.kind().compareTo(y.kind());
        });
    return sorted;
  }

  private Map<String, Anomaly> details(String sourceFile, Anomaly anomaly) {
    return kinds.computeIfAbsent(
        new Kind(sourceFile, anomaly.section(), anomaly.kind()), k -> new LinkedHashMap<>());
  }

  private Anomaly withinBudget(Anomaly anomaly) {
    if (anomaly.raw() == null) {
      return anomaly;
    }
    if (rawCharacters >= RAW_BUDGET) {
      return anomaly.withoutRaw();
    }
    rawCharacters += anomaly.raw().length();
    return anomaly;
  }

  private static void countFurther(Map<String, Anomaly> details, Anomaly anomaly) {
    Anomaly rest =
        new Anomaly(
            anomaly.sourceFile(),
            anomaly.section(),
            anomaly.ordinal(),
            anomaly.byteOffset(),
            anomaly.kind(),
            FURTHER,
            null,
            anomaly.occurrences());
    details.merge(FURTHER, rest, (old, more) -> old.plus(more.occurrences()));
  }
}

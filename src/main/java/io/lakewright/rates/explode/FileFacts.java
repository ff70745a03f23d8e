package io.lakewright.rates.explode;

import io.lakewright.job.AnomalyLog;
import io.lakewright.rates.split.FileTotals;
import io.lakewright.source.ContentId;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/** What some slices tell about their files, the providers apart. */
public final class FileFacts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final FileContext context = new FileContext();
  private final Map<String, FileTotals> totals = new LinkedHashMap<>();
  private final Map<String, ContentId> contents = new LinkedHashMap<>();
  private final AnomalyLog anomalies = new AnomalyLog();
  private long groupBytes;
  private long groups;
  private long remoteReferences;

  /** Takes over what others tell; only on the driver. */
  public void merge(FileFacts other) {
    context.merge(other.context);
    totals.putAll(other.totals);
    contents.putAll(other.contents);
    anomalies.addAll(other.anomalies);
    groupBytes += other.groupBytes;
    groups += other.groups;
    remoteReferences += other.remoteReferences;
  }

  FileContext context() {
    return context;
  }

  /** By name of the source file. */
  public Map<String, FileTotals> totals() {
    return totals;
  }

  /** By name of the stored file. */
  public Map<String, ContentId> contents() {
    return contents;
  }

  public AnomalyLog anomalies() {
    return anomalies;
  }

  /** Bytes that the provider groups would take in memory. */
  public long groupBytes() {
    return groupBytes;
  }

  /** Number of provider groups that are defined. */
  public long groups() {
    return groups;
  }

  /** Number of provider references to other places. */
  public long remoteReferences() {
    return remoteReferences;
  }

  void count(ProviderGroup group, boolean isFirstPart) {
    groups += isFirstPart ? 1 : 0;
    groupBytes += group.weight();
  }

  void countRemote() {
    remoteReferences++;
  }
}

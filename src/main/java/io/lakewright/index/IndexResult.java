package io.lakewright.index;

import io.lakewright.job.JobResult;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code index} did.
 *
 * @param headline the outcome in one sentence
 * @param counts tables of contents, plans, files and so on, by name
 * @param outputs tables written
 * @param anomalies what was set aside or noticed
 * @param hints what to do next, and why the first downloads failed
 * @param checkFailed whether there were more anomalies than allowed, or downloads failed
 */
public record IndexResult(
    String headline,
    Map<String, Long> counts,
    List<Output> outputs,
    List<AnomalyCount> anomalies,
    List<String> hints,
    boolean checkFailed)
    implements JobResult {
  public IndexResult {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    outputs = List.copyOf(outputs);
    anomalies = List.copyOf(anomalies);
    hints = List.copyOf(hints);
  }
}

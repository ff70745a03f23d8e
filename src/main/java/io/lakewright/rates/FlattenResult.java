package io.lakewright.rates;

import io.lakewright.job.JobResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code flatten} or {@code split} did.
 *
 * @param headline the outcome in one sentence
 * @param counts files, bytes, items and so on, by name
 * @param outputs tables written
 * @param anomalies what was set aside or noticed
 * @param breakdowns rows per file
 * @param hints queries that run as they stand
 * @param checkFailed whether there were more anomalies than allowed
 */
public record FlattenResult(
    String headline,
    Map<String, Long> counts,
    List<Output> outputs,
    List<AnomalyCount> anomalies,
    List<Breakdown> breakdowns,
    List<String> hints,
    boolean checkFailed)
    implements JobResult {
  public FlattenResult {
    counts = new LinkedHashMap<>(counts);
    outputs = List.copyOf(outputs);
    anomalies = List.copyOf(anomalies);
    breakdowns = List.copyOf(breakdowns);
    hints = List.copyOf(hints);
  }
}

package io.lakewright.discord;

import io.lakewright.job.JobResult;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code discords} did.
 *
 * @param headline the outcome in one sentence
 * @param counts series, points, discords and what was noticed, by name
 * @param outputs tables written
 * @param anomalies what was set aside or noticed
 * @param figures the largest discords in pictures
 * @param hints queries that run as they stand, and how the search was chosen
 * @param checkFailed whether more was set aside than allowed
 */
public record DiscordsResult(
    String headline,
    Map<String, Long> counts,
    List<Output> outputs,
    List<AnomalyCount> anomalies,
    List<Figure> figures,
    List<String> hints,
    boolean checkFailed)
    implements JobResult {
  public DiscordsResult {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    outputs = List.copyOf(outputs);
    anomalies = List.copyOf(anomalies);
    figures = List.copyOf(figures);
    hints = List.copyOf(hints);
  }
}

package io.lakewright.rates.explode;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * Brings the reports of tasks to the driver when rows go into Spark's own writers. Keyed by
 * partition, so that a task that ran twice counts once.
 */
public final class TaskReports
    extends AccumulatorV2<Map.Entry<Integer, TaskReport>, Map<Integer, TaskReport>> {
  private static final long serialVersionUID = 1L;

  private final ConcurrentHashMap<Integer, TaskReport> reports = new ConcurrentHashMap<>();

  @Override
  public boolean isZero() {
    return reports.isEmpty();
  }

  @Override
  public AccumulatorV2<Map.Entry<Integer, TaskReport>, Map<Integer, TaskReport>> copy() {
    TaskReports copy = new TaskReports();
    copy.reports.putAll(reports);
    return copy;
  }

  @Override
  public void reset() {
    reports.clear();
  }

  @Override
  public void add(Map.Entry<Integer, TaskReport> report) {
    reports.putIfAbsent(report.getKey(), report.getValue());
  }

  @Override
  public void merge(AccumulatorV2<Map.Entry<Integer, TaskReport>, Map<Integer, TaskReport>> other) {
    other.value().forEach(reports::putIfAbsent);
  }

  @Override
  public Map<Integer, TaskReport> value() {
    return reports;
  }
}

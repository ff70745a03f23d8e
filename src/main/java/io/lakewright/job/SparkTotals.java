package io.lakewright.job;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What Spark did during a run, over all tasks.
 *
 * @param jobs Spark jobs started
 * @param stages stages completed
 * @param tasks tasks ended, failed ones included
 * @param failedTasks tasks that failed or were killed
 * @param inputBytes read through Spark's own sources
 * @param outputBytes written through Spark's own sinks
 * @param shuffleReadBytes read from shuffles
 * @param shuffleWriteBytes written to shuffles
 * @param memorySpilledBytes spilled, as it was in memory
 * @param diskSpilledBytes spilled, as it was on disk
 * @param peakExecutionMemoryBytes the largest of any task
 * @param taskMillis time in tasks, over all cores
 * @param cpuMillis processor time in tasks
 * @param gcMillis time in garbage collection while tasks ran
 */
public record SparkTotals(
    long jobs,
    long stages,
    long tasks,
    long failedTasks,
    long inputBytes,
    long outputBytes,
    long shuffleReadBytes,
    long shuffleWriteBytes,
    long memorySpilledBytes,
    long diskSpilledBytes,
    long peakExecutionMemoryBytes,
    long taskMillis,
    long cpuMillis,
    long gcMillis) {

  /** Nothing was done. */
  public static final SparkTotals NONE = new SparkTotals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** By the names used in {@code run.json}, in display order. */
  public Map<String, Long> byName() {
    Map<String, Long> all = new LinkedHashMap<>();
    all.put("jobs", jobs);
    all.put("stages", stages);
    all.put("tasks", tasks);
    all.put("failed_tasks", failedTasks);
    all.put("input_bytes", inputBytes);
    all.put("output_bytes", outputBytes);
    all.put("shuffle_read_bytes", shuffleReadBytes);
    all.put("shuffle_write_bytes", shuffleWriteBytes);
    all.put("memory_spilled_bytes", memorySpilledBytes);
    all.put("disk_spilled_bytes", diskSpilledBytes);
    all.put("peak_execution_memory_bytes", peakExecutionMemoryBytes);
    all.put("task_millis", taskMillis);
    all.put("cpu_millis", cpuMillis);
    all.put("gc_millis", gcMillis);
    return all;
  }
}

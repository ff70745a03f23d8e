package io.lakewright.job;

import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Adds up what tasks report. Called by Spark's listener bus, read by the runner. */
final class TotalsListener extends SparkListener {
  private long jobs;
  private long stages;
  private long tasks;
  private long failedTasks;
  private long inputBytes;
  private long outputBytes;
  private long shuffleReadBytes;
  private long shuffleWriteBytes;
  private long memorySpilledBytes;
  private long diskSpilledBytes;
  private long peakExecutionMemoryBytes;
  private long taskMillis;
  private long cpuNanos;
  private long gcMillis;

  @Override
  public synchronized void onJobStart(SparkListenerJobStart event) {
    jobs++;
  }

  @Override
  public synchronized void onStageCompleted(SparkListenerStageCompleted event) {
    stages++;
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
    tasks++;
    if (!event.taskInfo().successful()) {
      failedTasks++;
    }
    TaskMetrics metrics = event.taskMetrics();
    if (metrics == null) {
      return;
    }
    inputBytes += metrics.inputMetrics().bytesRead();
    outputBytes += metrics.outputMetrics().bytesWritten();
    shuffleReadBytes += metrics.shuffleReadMetrics().totalBytesRead();
    shuffleWriteBytes += metrics.shuffleWriteMetrics().bytesWritten();
    memorySpilledBytes += metrics.memoryBytesSpilled();
    diskSpilledBytes += metrics.diskBytesSpilled();
    peakExecutionMemoryBytes = Math.max(peakExecutionMemoryBytes, metrics.peakExecutionMemory());
    taskMillis += metrics.executorRunTime();
    cpuNanos += metrics.executorCpuTime();
    gcMillis += metrics.jvmGCTime();
  }

  synchronized SparkTotals totals() {
    return new SparkTotals(
        jobs,
        stages,
        tasks,
        failedTasks,
        inputBytes,
        outputBytes,
        shuffleReadBytes,
        shuffleWriteBytes,
        memorySpilledBytes,
        diskSpilledBytes,
        peakExecutionMemoryBytes,
        taskMillis,
        cpuNanos / 1_000_000,
        gcMillis);
  }
}

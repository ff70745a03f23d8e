package io.lakewright.rates.explode;

import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.executor.CommitDeniedException;

/**
 * One of the attempts at a task that writes files. Spark may run several at once, when one is slow
 * or its executor is thought to be lost; the files of one of them count.
 */
final class TaskAttempt {
  private TaskAttempt() {}

  /**
   * Asks the driver whether the files of this attempt count, as Spark's own writers do. The first
   * attempt that asks gets the permission, and keeps it until the driver learns that it failed or
   * that its executor is lost; then another may get it. What an attempt leaves that dies with the
   * permission is in no report, and so in no table.
   *
   * @throws TaskKilledException if Spark has killed this attempt meanwhile
   * @throws IllegalStateException if another attempt has the permission, or the stage is over. By
   *     its cause Spark knows that the attempt was not at fault
   */
  static void requirePermissionToCommit() {
    TaskContext task = TaskContext.get();
    boolean permitted =
        SparkEnv.get()
            .outputCommitCoordinator()
            .canCommit(
                task.stageId(),
                task.stageAttemptNumber(),
                task.partitionId(),
                task.attemptNumber());
    // What has a permission and is killed fails all the same.
    if (task.isInterrupted()) {
      throw new TaskKilledException("killed while it wrote");
    }
    if (!permitted) {
      String refusal =
          "Another attempt at task %d of stage %d counts, not attempt %d"
              .formatted(task.partitionId(), task.stageId(), task.attemptNumber());
      throw new IllegalStateException(
          refusal,
          new CommitDeniedException(
              refusal, task.stageId(), task.partitionId(), task.attemptNumber()));
    }
  }
}

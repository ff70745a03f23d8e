package io.lakewright.maintain.compaction;

import java.util.List;
import org.apache.iceberg.FileScanTask;

/**
 * Files of one partition that are rewritten together.
 *
 * @param partition in words, for the Spark UI
 * @param tasks one for each whole file, with the deletes that apply to it
 * @param current whether the files have the table's current partition spec
 */
record FileGroup(String partition, List<FileScanTask> tasks, boolean current) {
  FileGroup {
    tasks = List.copyOf(tasks);
  }

  /** Of the data files. */
  long bytes() {
    return tasks.stream().mapToLong(task -> task.file().fileSizeInBytes()).sum();
  }
}

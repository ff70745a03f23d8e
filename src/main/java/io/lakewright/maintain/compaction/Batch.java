package io.lakewright.maintain.compaction;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.FileScanTask;

/**
 * Groups of files that one Spark job rewrites and one commit replaces.
 *
 * @param groups in partition order
 */
record Batch(List<FileGroup> groups) {
  /** Opening a file takes about as long as reading so many bytes. */
  static final long OPEN_COST = 2L << 20;

  private static final long MAX_BYTES = 4L << 30;
  private static final int MAX_FILES = 5_000;

  Batch {
    groups = List.copyOf(groups);
  }

  /** Joins groups that give one file each; others stay by themselves. */
  static List<Batch> of(List<FileGroup> groups, CompactionSettings settings) {
    List<Batch> batches = new ArrayList<>();
    List<FileGroup> open = new ArrayList<>();
    long bytes = 0;
    int files = 0;
    for (FileGroup group : groups) {
      if (!isJoinable(group, settings)) {
        batches.add(new Batch(List.of(group)));
        continue;
      }
      if (bytes + group.bytes() > MAX_BYTES || files + group.tasks().size() > MAX_FILES) {
        if (!open.isEmpty()) {
          batches.add(new Batch(open));
        }
        open = new ArrayList<>();
        bytes = 0;
        files = 0;
      }
      open.add(group);
      bytes += group.bytes();
      files += group.tasks().size();
    }
    if (!open.isEmpty()) {
      batches.add(new Batch(open));
    }
    return batches;
  }

  private static boolean isJoinable(FileGroup group, CompactionSettings settings) {
    return settings.strategy() == CompactionSettings.Strategy.BIN_PACK
        && group.current()
        && group.bytes() <= settings.target();
  }

  List<FileScanTask> tasks() {
    return groups.stream().flatMap(group -> group.tasks().stream()).toList();
  }

  int files() {
    return groups.stream().mapToInt(group -> group.tasks().size()).sum();
  }

  long bytes() {
    return groups.stream().mapToLong(FileGroup::bytes).sum();
  }

  /**
   * How much a task reads, so that all cores have work and a partition is cut once at most: then it
   * gives two files, fewer than are worth compacting again.
   *
   * @param cores that tasks run on
   */
  long splitSize(int cores, CompactionSettings settings) {
    if (groups.size() == 1 && groups.get(0).bytes() > settings.target()) {
      return settings.target();
    }
    long total = 0;
    long largest = 0;
    for (FileGroup group : groups) {
      long weight = 0;
      for (FileScanTask task : group.tasks()) {
        weight += weight(task);
      }
      total += weight;
      largest = Math.max(largest, weight);
    }
    if (groups.size() == 1) {
      // Many tiny files of one partition: two files, written side by side.
      return groups.get(0).tasks().size() > 200 ? largest / 2 + OPEN_COST : largest;
    }
    return Math.max(largest, total / (2L * cores) + OPEN_COST);
  }

  private static long weight(FileScanTask task) {
    return Math.max(task.sizeBytes(), task.filesCount() * OPEN_COST);
  }
}

package io.lakewright.rates.input;

import io.lakewright.source.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Deals files to tasks so that each has about the same number of bytes. */
final class Packing {
  /** What opening a file costs, as bytes that could be read in the time. */
  private static final long OPEN_COST = 256 * 1024;

  private static final long TASK_BYTES = 128L << 20;

  private record Task(List<SourceFile> files, long[] bytes) {}

  private Packing() {}

  /** At least one task a core where there are as many files, and more for many bytes. */
  static List<List<SourceFile>> tasks(List<SourceFile> files, int cores) {
    long total = files.stream().mapToLong(Packing::cost).sum();
    int count =
        (int) Math.min(files.size(), Math.max(cores, (total + TASK_BYTES - 1) / TASK_BYTES));
    PriorityQueue<Task> tasks =
        new PriorityQueue<>(Comparator.comparingLong(task -> task.bytes[0]));
    for (int i = 0; i < count; i++) {
      tasks.add(new Task(new ArrayList<>(), new long[1]));
    }
    files.stream()
        .sorted(Comparator.comparingLong(Packing::cost).reversed())
        .forEach(
            file -> {
              Task least = tasks.remove();
              least.files.add(file);
              least.bytes[0] += cost(file);
              tasks.add(least);
            });
    return tasks.stream().map(Task::files).toList();
  }

  private static long cost(SourceFile file) {
    return OPEN_COST + Math.max(file.length(), 0);
  }
}

package io.lakewright.maintain.compaction;

import io.lakewright.maintain.compaction.PartitionChoice.Chosen;
import io.lakewright.maintain.facts.PartitionFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.PartitionMap;

/**
 * The files of chosen partitions, found by the values of their partition itself: no filter has to
 * be made from them, whatever their types and transforms.
 *
 * @param groups in the order of the choice
 * @param complete whether no file had to be left for another round
 */
record FileGroups(List<FileGroup> groups, boolean complete) {
  static final FileGroups NONE = new FileGroups(List.of(), true);

  /** The most files held by the driver at a time. */
  static final int MAX_FILES = 100_000;

  /** The most bytes of one group: what is lost when a commit fails, or a run is killed. */
  private static final long MAX_GROUP_BYTES = 16L << 30;

  FileGroups {
    groups = List.copyOf(groups);
  }

  /** Plans against one snapshot. */
  static FileGroups plan(
      Table table, long snapshot, List<Chosen> chosen, CompactionSettings settings) {
    PartitionMap<Chosen> wanted = PartitionMap.create(table.specs());
    chosen.forEach(one -> wanted.put(one.facts().specId(), one.facts().partition(), one));
    PartitionMap<List<FileScanTask>> found = PartitionMap.create(table.specs());
    boolean complete = collect(table, snapshot, wanted, found, settings);
    List<FileGroup> groups = new ArrayList<>();
    for (Chosen one : chosen) {
      List<FileScanTask> tasks = found.get(one.facts().specId(), one.facts().partition());
      if (tasks != null) {
        divide(table, one.facts(), tasks, settings, groups);
      }
    }
    return new FileGroups(groups, complete);
  }

  /**
   * Groups of files that a condition chooses, whatever their size.
   *
   * @param maxBytes of all of them
   */
  static FileGroups of(Table table, long snapshot, Predicate<DataFile> wanted, long maxBytes) {
    PartitionMap<List<FileScanTask>> found = PartitionMap.create(table.specs());
    long bytes = 0;
    int files = 0;
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().useSnapshot(snapshot).ignoreResiduals().planFiles()) {
      for (FileScanTask task : tasks) {
        long size = task.file().fileSizeInBytes();
        if (wanted.test(task.file()) && bytes + size <= maxBytes) {
          found
              .computeIfAbsent(task.file().specId(), task.file().partition(), ArrayList::new)
              .add(task);
          bytes += size;
          if (++files == MAX_FILES) {
            break;
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<FileGroup> groups = new ArrayList<>();
    found.forEach(
        (key, tasks) -> {
          boolean current = key.first() == table.spec().specId();
          String partition = table.specs().get(key.first()).partitionToPath(key.second());
          for (List<FileScanTask> part : parts(tasks)) {
            groups.add(new FileGroup(partition, part, current));
          }
        });
    groups.sort(Comparator.comparing(FileGroup::partition));
    return new FileGroups(groups, files < MAX_FILES);
  }

  private static boolean collect(
      Table table,
      long snapshot,
      PartitionMap<Chosen> wanted,
      PartitionMap<List<FileScanTask>> found,
      CompactionSettings settings) {
    int files = 0;
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().useSnapshot(snapshot).ignoreResiduals().planFiles()) {
      for (FileScanTask task : tasks) {
        Chosen chosen = wanted.get(task.file().specId(), task.file().partition());
        if (chosen != null && isCandidate(task, chosen, settings)) {
          found
              .computeIfAbsent(task.file().specId(), task.file().partition(), ArrayList::new)
              .add(task);
          if (++files == MAX_FILES) {
            return false;
          }
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isCandidate(
      FileScanTask task, Chosen chosen, CompactionSettings settings) {
    long bytes = task.file().fileSizeInBytes();
    return (chosen.merge() && bytes < settings.smallBelow())
        || (chosen.divide() && bytes > settings.largeAbove())
        || (chosen.purge() && !task.deletes().isEmpty());
  }

  private static void divide(
      Table table,
      PartitionFacts partition,
      List<FileScanTask> tasks,
      CompactionSettings settings,
      List<FileGroup> groups) {
    boolean current = partition.specId() == table.spec().specId();
    for (List<FileScanTask> part : parts(tasks)) {
      add(partition, part, current, settings, groups);
    }
  }

  private static List<List<FileScanTask>> parts(List<FileScanTask> tasks) {
    List<List<FileScanTask>> parts = new ArrayList<>();
    List<FileScanTask> part = new ArrayList<>();
    long bytes = 0;
    for (FileScanTask task : tasks) {
      long size = task.file().fileSizeInBytes();
      if (!part.isEmpty() && bytes + size > MAX_GROUP_BYTES) {
        parts.add(part);
        part = new ArrayList<>();
        bytes = 0;
      }
      part.add(task);
      bytes += size;
    }
    parts.add(part);
    return parts;
  }

  /** A single file gains nothing from being written again, unless it loses rows or is divided. */
  private static void add(
      PartitionFacts partition,
      List<FileScanTask> group,
      boolean current,
      CompactionSettings settings,
      List<FileGroup> groups) {
    boolean worthwhile =
        group.size() > 1
            || group.stream()
                .anyMatch(
                    task ->
                        !task.deletes().isEmpty()
                            || task.file().fileSizeInBytes() > settings.largeAbove());
    if (worthwhile) {
      groups.add(new FileGroup(partition.path(), group, current));
    }
  }
}

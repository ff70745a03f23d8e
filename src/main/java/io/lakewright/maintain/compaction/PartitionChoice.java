package io.lakewright.maintain.compaction;

import io.lakewright.maintain.facts.PartitionFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which partitions are worth compacting, most reads saved per byte moved first, as far as the
 * budget goes.
 *
 * @param chosen within the budget
 * @param waiting due, but written to a short while ago
 * @param postponed due, but beyond the budget
 */
record PartitionChoice(List<Chosen> chosen, int waiting, int postponed) {
  /** A partition written to without pause is compacted all the same from this many thresholds. */
  private static final int OVERDUE = 10;

  PartitionChoice {
    chosen = List.copyOf(chosen);
  }

  /**
   * A partition that is due.
   *
   * @param merge whether small files are to be merged
   * @param purge whether files with deleted rows are to be rewritten
   * @param divide whether large files are to be divided
   */
  record Chosen(PartitionFacts facts, boolean merge, boolean purge, boolean divide) {
    /** Bytes to be rewritten, at most. */
    long bytes() {
      return purge
          ? facts.sums().bytes()
          : (merge ? facts.sums().smallBytes() : 0) + (divide ? facts.sums().largeBytes() : 0);
    }

    /** Files to be rewritten, at most. */
    long files() {
      return purge
          ? facts.sums().files()
          : (merge ? facts.sums().smallFiles() : 0) + (divide ? facts.sums().largeFiles() : 0);
    }

    long filesAfter(long target) {
      return Math.max(bytes() == 0 ? 0 : 1, (bytes() + target - 1) / target);
    }

    /** Files that a scan need not open any more. */
    long gain(long target) {
      return Math.max(0, files() - filesAfter(target)) + (purge ? facts.sums().deleteFiles() : 0);
    }
  }

  static PartitionChoice of(
      List<PartitionFacts> partitions, CompactionSettings settings, Instant now) {
    List<Chosen> due = new ArrayList<>();
    int waiting = 0;
    for (PartitionFacts partition : partitions) {
      Chosen chosen = assess(partition, settings);
      if (chosen.merge || chosen.purge || chosen.divide) {
        if (isBusy(partition, settings, now)) {
          waiting++;
        } else {
          due.add(chosen);
        }
      }
    }
    due.sort(
        Comparator.comparingDouble(
                (Chosen one) -> (double) one.gain(settings.target()) / (one.bytes() + 1))
            .reversed()
            .thenComparing(one -> one.facts().path()));
    return within(due, waiting, settings.maxBytes());
  }

  private static PartitionChoice within(List<Chosen> due, int waiting, long budget) {
    List<Chosen> chosen = new ArrayList<>();
    long left = budget;
    for (Chosen one : due) {
      if (one.bytes() <= left) {
        chosen.add(one);
        left -= one.bytes();
      }
    }
    return new PartitionChoice(chosen, waiting, due.size() - chosen.size());
  }

  private static Chosen assess(PartitionFacts facts, CompactionSettings settings) {
    boolean merge =
        facts.sums().smallFiles() >= settings.minSmallFiles()
            && facts.sums().smallFiles() >= settings.minSmallShare() * facts.sums().files();
    double deleted =
        facts.sums().records() == 0
            ? 0
            : (double) (facts.sums().positionDeletes() + facts.sums().equalityDeletes())
                / facts.sums().records();
    boolean purge =
        facts.sums().files() > 0
            && facts.sums().deleteFiles() > 0
            && (deleted > settings.maxDeletedShare()
                || facts.sums().equalityDeleteFiles() > settings.maxDeleteFiles());
    return new Chosen(facts, merge, purge, facts.sums().largeFiles() > 0);
  }

  private static boolean isBusy(PartitionFacts facts, CompactionSettings settings, Instant now) {
    return facts.sums().smallFiles() < OVERDUE * settings.minSmallFiles()
        && facts
            .lastUpdate()
            .filter(update -> update.isAfter(now.minus(settings.quiet())))
            .isPresent();
  }
}

package io.lakewright.maintain.facts;

import java.util.Comparator;
import java.util.List;

/**
 * The live files of a table by partition.
 *
 * @param bounds by which files were counted as small or large
 * @param whole sums over all partitions
 * @param partitionCount number of all partitions
 * @param partitions those with the most {@linkplain FileSums#need() need} first; all of them unless
 *     there are more than {@value TableFacts#MAX_PARTITIONS}
 */
public record FileFacts(
    FileBounds bounds, FileSums whole, long partitionCount, List<PartitionFacts> partitions) {
  static final Comparator<PartitionFacts> MOST_IN_NEED =
      Comparator.comparingLong((PartitionFacts partition) -> partition.sums().need())
          .reversed()
          .thenComparing(PartitionFacts::specId)
          .thenComparing(PartitionFacts::path);

  public FileFacts {
    partitions = List.copyOf(partitions);
  }

  static FileFacts of(
      FileBounds bounds, FileSums whole, long partitionCount, List<PartitionFacts> partitions) {
    List<PartitionFacts> chosen =
        partitions.stream().sorted(MOST_IN_NEED).limit(TableFacts.MAX_PARTITIONS).toList();
    return new FileFacts(bounds, whole, partitionCount, chosen);
  }

  /** Whether every partition is listed. */
  public boolean isComplete() {
    return partitions.size() == partitionCount;
  }
}

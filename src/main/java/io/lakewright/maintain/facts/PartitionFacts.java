package io.lakewright.maintain.facts;

import java.time.Instant;
import java.util.Optional;
import org.apache.iceberg.StructLike;

/**
 * The live files of one partition.
 *
 * @param specId of the partition spec that the files were written with
 * @param partition values in the order of that spec; of size 0 in an unpartitioned table
 * @param path as in file names, such as {@code day=2024-05-01}; empty in an unpartitioned table
 * @param sums of its files
 * @param lastUpdate when the last file was added, if that snapshot is still known
 */
public record PartitionFacts(
    int specId, StructLike partition, String path, FileSums sums, Optional<Instant> lastUpdate) {}

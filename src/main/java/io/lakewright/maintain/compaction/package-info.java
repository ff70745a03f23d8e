/**
 * Compaction: small files, files with many deleted rows and, when asked for, files in no order are
 * written anew, partition by partition.
 *
 * <p>{@link io.lakewright.maintain.compaction.PartitionChoice} decides from sums per partition,
 * without looking at files. The run then streams the plan of a scan once and keeps the files of the
 * chosen partitions only, at most {@value io.lakewright.maintain.compaction.FileGroups#MAX_FILES}
 * at a time.
 *
 * <p>Cost: every chosen file is read and written once. Bin-packing needs no shuffle and no sort.
 * Partitions that each give one file share a Spark job, whose tasks take whole files in partition
 * order, so that neither the number of partitions nor the size of one decides how many cores work.
 * Sorting and z-ordering shuffle each group of files once.
 *
 * <p>Commits are made by one thread, one after the other, and validated against the snapshot that
 * was read: a file that another writer removed, or deleted rows of, meanwhile makes the commit
 * fail; the new files are removed and the partition is planned again.
 */
package io.lakewright.maintain.compaction;

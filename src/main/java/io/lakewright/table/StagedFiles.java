package io.lakewright.table;

import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;

/** A folder into which tasks write the data files of a publication themselves. */
public interface StagedFiles {
  /** The folder, absolute, for Hadoop's file systems. Partitions are folders in it. */
  String directory();

  /**
   * Names the files to publish. Files in the folder that are not named, such as those of failed
   * attempts, are not published.
   */
  void add(List<StagedFile> files);

  /**
   * A file name that is unique, and that tells Spark the bucket. Every attempt takes a new one.
   *
   * @param task number of the writing task
   * @param bucket the file's bucket, if the table has buckets
   * @param extension such as {@code ".zstd.parquet"}
   */
  static String fileName(int task, OptionalInt bucket, String extension) {
    String id = bucket.isPresent() ? "_%05d".formatted(bucket.getAsInt()) : "";
    return "part-%05d-%s%s.c000%s".formatted(task, UUID.randomUUID(), id, extension);
  }
}

package io.lakewright.table;

import java.io.Serializable;

/**
 * A file that a task wrote for publication.
 *
 * @param relativePath below the staging folder, such as {@code code=99213/part-…parquet}
 * @param bytes its length; checked against the file before it is published
 */
public record StagedFile(String relativePath, long rows, long bytes) implements Serializable {
  public StagedFile {
    if (relativePath.startsWith("/") || relativePath.contains("..")) {
      throw new IllegalArgumentException(
          "Path of a staged file must be relative, cannot be: " + relativePath);
    }
  }
}

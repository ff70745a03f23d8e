package io.lakewright.source;

import java.io.IOException;
import java.io.Serializable;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;

/**
 * What tells one stored content from another, whatever the file is called.
 *
 * @param sha256 hash of the stored bytes, packed as they are, in lower-case hexadecimal
 * @param length number of the stored bytes
 */
public record ContentId(String sha256, long length) implements Serializable {
  public ContentId {
    Objects.requireNonNull(sha256, "sha256");
    if (length < 0) {
      throw new IllegalArgumentException("Length must be at least 0, cannot be: " + length);
    }
  }

  /** Reads a file from end to end for its identity alone. */
  public static ContentId of(SourceFile file, Configuration hadoop) throws IOException {
    return of(file, hadoop, Limits.DEFAULT);
  }

  /** The same, with limits of its own. */
  public static ContentId of(SourceFile file, Configuration hadoop, Limits limits)
      throws IOException {
    try (StoredStream stream = new StoredStream(StoredFile.of(file, hadoop, limits))) {
      return stream.identity();
    }
  }
}

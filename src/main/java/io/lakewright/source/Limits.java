package io.lakewright.source;

import java.io.Serializable;
import java.util.Objects;

/**
 * What is too much.
 *
 * @param unquestioned bytes that a document may unpack to, whatever its ratio
 * @param ratio unpacked bytes per stored byte beyond which a larger document is taken for a
 *     decompression bomb
 * @param nesting how many packings may stand one in another, beside the outermost: 1 for gzip in
 *     zip
 * @param remote how files are read by HTTP
 */
public record Limits(long unquestioned, long ratio, int nesting, RemoteOptions remote)
    implements Serializable {
  /**
   * Beyond 1 GiB 300 to 1, two packings inside another. Deflate packs at most 1,032 to 1, one byte
   * repeated; real files of rates stay below 100 to 1.
   */
  public static final Limits DEFAULT = new Limits(1L << 30, 300, 2, RemoteOptions.DEFAULT);

  public Limits {
    Objects.requireNonNull(remote, "remote");
    if (unquestioned < 0) {
      throw new IllegalArgumentException(
          "Unquestioned bytes must be at least 0, cannot be: " + unquestioned);
    }
    if (ratio < 1) {
      throw new IllegalArgumentException("Ratio must be at least 1, cannot be: " + ratio);
    }
    if (nesting < 0) {
      throw new IllegalArgumentException("Nesting must be at least 0, cannot be: " + nesting);
    }
  }

  /** These limits, with HTTP read in this way. */
  public Limits with(RemoteOptions options) {
    return new Limits(unquestioned, ratio, nesting, options);
  }
}

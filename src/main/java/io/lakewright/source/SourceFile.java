package io.lakewright.source;

import java.io.Serializable;

/**
 * A file given as input, before it is opened.
 *
 * @param uri where to read it, with signature and all; never shown
 * @param name what it is called in tables and messages: the URI without query, fragment and user
 *     information; for local files the path
 * @param length bytes as stored, -1 if unknown
 * @param trusted whether the user named it, as opposed to a file that was read: an HTTP address
 *     that the user named may be a private one
 */
public record SourceFile(String uri, String name, long length, boolean trusted)
    implements Serializable {

  /** A file that the user did not name. */
  public SourceFile(String uri, String name, long length) {
    this(uri, name, length, false);
  }

  /** Does not show the address. */
  @Override
  public String toString() {
    return name;
  }
}

package io.lakewright.table;

import io.lakewright.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A folder (or, to read, also a file or a glob).
 *
 * @param uri absolute, with its scheme, without a slash at the end; not percent-encoded
 */
public record PathPlace(String uri) implements Place {
  private static final List<String> SCHEMES = List.of("file", "s3", "s3a", "hdfs");

  /** Reads a path as users write it. */
  static PathPlace of(String text) {
    int colon = text.indexOf(':');
    int slash = text.indexOf('/');
    if (colon < 0 || (slash >= 0 && slash < colon)) {
      return local(text);
    }
    String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
    String rest = text.substring(colon + 1);
    if (!SCHEMES.contains(scheme)) {
      throw UserException.usage(
          "A table cannot be at %s: only local paths, s3://, s3a:// and hdfs:// hold tables"
              .formatted(text));
    }
    return scheme.equals("file")
        ? local(rest.startsWith("///") ? rest.substring(2) : rest)
        : new PathPlace(scheme + ":" + withoutSlashAtEnd(rest));
  }

  private static PathPlace local(String path) {
    return new PathPlace(
        "file:" + withoutSlashAtEnd(Path.of(path).toAbsolutePath().normalize().toString()));
  }

  private static String withoutSlashAtEnd(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  /** For Hadoop's file systems. */
  org.apache.hadoop.fs.Path path() {
    return new org.apache.hadoop.fs.Path(uri);
  }

  /** Whether it has a parent folder, which siblings and staging need. */
  boolean hasParent() {
    org.apache.hadoop.fs.Path parent = path().getParent();
    return parent != null && !path().getName().isEmpty();
  }

  @Override
  public PathPlace withSuffix(String suffix) {
    return new PathPlace(uri + suffix);
  }

  @Override
  public PathPlace withLastWord(String word) {
    return new PathPlace(uri.substring(0, uri.lastIndexOf('/') + 1) + word);
  }

  @Override
  public String toString() {
    return uri.startsWith("file:") ? uri.substring("file:".length()) : uri;
  }
}

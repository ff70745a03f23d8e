package io.lakewright.maintain.s3;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an object is. Read as Iceberg's {@code S3FileIO} does: a query and a fragment are not part
 * of the key.
 *
 * @param bucket name as in the path, before access points are applied
 * @param key without a leading slash; may be empty
 */
public record S3Location(String bucket, String key) {
  private static final Pattern URI = Pattern.compile("s3[an]?://([^/]+)(?:/([^?#]*).*)?");

  /** The location, or nothing if the path is not on S3. */
  public static Optional<S3Location> find(String path) {
    Matcher matcher = URI.matcher(path);
    return matcher.matches()
        ? Optional.of(
            new S3Location(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2)))
        : Optional.empty();
  }

  /**
   * The location.
   *
   * @throws IllegalArgumentException if the path is not on S3
   */
  public static S3Location parse(String path) {
    return find(path)
        .orElseThrow(
            () ->
                new IllegalArgumentException("Object must be on S3 (s3://…), cannot be: " + path));
  }

  /** With the bucket replaced by the access point that it is mapped to, if any. */
  S3Location mapped(Map<String, String> accessPoints) {
    return new S3Location(accessPoints.getOrDefault(bucket, bucket), key);
  }

  @Override
  public String toString() {
    return "s3://" + bucket + "/" + key;
  }
}

package io.lakewright.maintain.s3;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * Tags that an object shall have and shall not have; its other tags stay. S3 can only replace a tag
 * set as a whole, so the present one is read first, and written only if it changes.
 *
 * @param put tags to be there
 * @param removed tags to be away, as keys with values; a tag with another value stays
 */
public record TagChange(Map<String, String> put, Map<String, Set<String>> removed)
    implements ObjectTask {
  /** S3's limit for one object. */
  public static final int LIMIT = 10;

  public TagChange {
    put = Map.copyOf(put);
    removed =
        removed.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, values -> Set.copyOf(values.getValue())));
    if (put.size() > LIMIT) {
      throw new IllegalArgumentException(
          "Number of tags must be at most %d, cannot be: %d".formatted(LIMIT, put.size()));
    }
  }

  public static TagChange putting(Map<String, String> tags) {
    return new TagChange(tags, Map.of());
  }

  public static TagChange removing(Map<String, Set<String>> tags) {
    return new TagChange(Map.of(), tags);
  }

  /**
   * The tag set after the change.
   *
   * @throws IllegalArgumentException if it would have more than ten tags
   */
  Map<String, String> applyTo(Map<String, String> tags) {
    Map<String, String> after = new TreeMap<>(tags);
    after
        .entrySet()
        .removeIf(tag -> removed.getOrDefault(tag.getKey(), Set.of()).contains(tag.getValue()));
    after.putAll(put);
    if (after.size() > LIMIT) {
      throw new IllegalArgumentException(
          "has %d tags already, which leaves no room for %s; S3 allows %d"
              .formatted(tags.size(), put.keySet(), LIMIT));
    }
    return after;
  }

  @Override
  public ObjectResult apply(S3Objects objects, Row object) {
    String path = object.getString(0);
    Map<String, String> tags = objects.tags(path);
    Map<String, String> after = applyTo(tags);
    if (after.equals(tags)) {
      return ObjectResult.of(ObjectStatus.RIGHT, 1, 0);
    }
    objects.replaceTags(path, after);
    return ObjectResult.of(ObjectStatus.CHANGED, 1, 1);
  }
}

package io.lakewright.maintain.s3;

import io.lakewright.maintain.Setting;
import java.util.Map;
import java.util.TreeMap;

/** Tags as people write them: {@code key=value, key=value}. */
public final class TagText {
  private static final int MOST_KEY = 128;
  private static final int MOST_VALUE = 256;

  private TagText() {}

  /** A setting of tags; empty for what the table's catalog says. */
  public static Setting<Map<String, String>> setting(String key, String meaning) {
    return new Setting<>(key, "", meaning, TagText::parse);
  }

  /**
   * Reads tags.
   *
   * @throws IllegalArgumentException if S3 would not take them
   */
  public static Map<String, String> parse(String text) {
    Map<String, String> tags = new TreeMap<>();
    for (String part : text.split(",", -1)) {
      if (part.isBlank()) {
        continue;
      }
      int equals = part.indexOf('=');
      String key = equals < 0 ? part.strip() : part.substring(0, equals).strip();
      String value = equals < 0 ? "" : part.substring(equals + 1).strip();
      if (equals < 0 || key.isEmpty() || key.length() > MOST_KEY || value.length() > MOST_VALUE) {
        throw new IllegalArgumentException(
            "must be tags such as state=retired, cannot be: " + part.strip());
      }
      tags.put(key, value);
    }
    if (tags.size() > TagChange.LIMIT) {
      throw new IllegalArgumentException("must be at most ten tags, cannot be " + tags.size());
    }
    return tags;
  }
}

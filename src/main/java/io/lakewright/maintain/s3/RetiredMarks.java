package io.lakewright.maintain.s3;

import io.lakewright.maintain.PropertyList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.Table;

/**
 * The tags by which objects of a table have been marked as retired: those of the catalog, of the
 * table's own policy, and others that were ever used, which a property of the table remembers.
 */
public final class RetiredMarks {
  /** Tags other than those of the catalog, as {@code key=value, key=value}. */
  public static final String PROPERTY = "lakewright.retired-tags";

  private static final String OWN_POLICY = "lakewright.object-tags.delete-tags";

  private RetiredMarks() {}

  /**
   * All of them, by key; without what live objects are given too.
   *
   * @param more tags that the user names
   */
  public static Map<String, Set<String>> of(
      Table table, S3Access access, Map<String, String> more) {
    Map<String, Set<String>> marks = new HashMap<>();
    List.of(
            more,
            access.deleteTags(),
            TagText.parse(table.properties().getOrDefault(OWN_POLICY, "")))
        .forEach(tags -> tags.forEach((key, value) -> add(marks, key, value)));
    remembered(table)
        .forEach(tag -> TagText.parse(tag).forEach((key, value) -> add(marks, key, value)));
    access
        .writeTags()
        .forEach((key, value) -> marks.getOrDefault(key, new TreeSet<>()).remove(value));
    return marks;
  }

  private static void add(Map<String, Set<String>> marks, String key, String value) {
    marks.computeIfAbsent(key, k -> new TreeSet<>()).add(value);
  }

  /** Notes that objects are about to be marked by these, unless that is known. */
  public static void note(Table table, S3Access access, Map<String, String> tags) {
    String text = text(table, access, tags);
    if (!text.equals(table.properties().getOrDefault(PROPERTY, ""))) {
      table.updateProperties().set(PROPERTY, text).commit();
    }
  }

  /** The value that the property must have once these are in use. */
  private static String text(Table table, S3Access access, Map<String, String> tags) {
    Set<String> all = remembered(table);
    tags.forEach(
        (key, value) -> {
          if (!value.equals(access.deleteTags().get(key))) {
            all.add(key + "=" + value);
          }
        });
    return String.join(", ", all);
  }

  private static Set<String> remembered(Table table) {
    return new TreeSet<>(PropertyList.of(table, PROPERTY, ','));
  }
}

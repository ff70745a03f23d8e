package io.lakewright.maintain.tags;

import io.lakewright.maintain.TableContext;
import io.lakewright.maintain.s3.S3Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which tags a table's objects shall carry: those of the policy, or else those of the catalog.
 *
 * @param write of live objects; may be empty
 * @param delete of retired objects; may be empty
 * @param soft whether retired objects stay, with the delete tags, until a lifecycle rule acts
 */
record TagPolicy(
    S3Access access, Map<String, String> write, Map<String, String> delete, boolean soft) {

  static TagPolicy of(TableContext table, S3Access access) {
    Map<String, String> write = table.settings().get(ObjectTagsStep.WRITE_TAGS);
    Map<String, String> delete = table.settings().get(ObjectTagsStep.DELETE_TAGS);
    return new TagPolicy(
        access,
        new TreeMap<>(write.isEmpty() ? access.writeTags() : write),
        new TreeMap<>(delete.isEmpty() ? access.deleteTags() : delete),
        !access.deletes());
  }

  boolean isEmpty() {
    return write.isEmpty() && delete.isEmpty();
  }

  /** Whether removed files would stay for ever without anything that marks them. */
  boolean leaks() {
    return soft && delete.isEmpty();
  }

  /** Whether retired objects are to be looked after. */
  boolean marksRetired() {
    return soft && !delete.isEmpty();
  }

  /** What the catalog lacks so that new and removed files get these tags by themselves. */
  List<String> missingInCatalog(String catalog) {
    List<String> lines = new ArrayList<>();
    String prefix = "spark.sql.catalog." + catalog + ".";
    write.forEach(
        (key, value) -> {
          if (!value.equals(access.writeTags().get(key))) {
            lines.add(
                "New objects get this tag only here until the catalog has %ss3.write.tags.%s=%s"
                    .formatted(prefix, key, value));
          }
        });
    delete.forEach(
        (key, value) -> {
          if (soft && !value.equals(access.deleteTags().get(key))) {
            lines.add(
                "Removed objects get this tag only here until the catalog has %ss3.delete.tags.%s=%s"
                    .formatted(prefix, key, value));
          }
        });
    return lines;
  }
}

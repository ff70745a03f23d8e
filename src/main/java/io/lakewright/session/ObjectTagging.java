package io.lakewright.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tags for the objects of Iceberg tables on S3, as properties of the session's catalogs: they must
 * be there before a catalog is first used.
 *
 * @param written of every new object ({@code s3.write.tags.*})
 * @param removed of every removed object, which then stays ({@code s3.delete.tags.*} with {@code
 *     s3.delete-enabled=false}), until a lifecycle rule acts on it; empty for real deletes
 */
public record ObjectTagging(Map<String, String> written, Map<String, String> removed) {
  private static final String CATALOGS = "spark.sql.catalog.";

  public ObjectTagging {
    written = Map.copyOf(written);
    removed = Map.copyOf(removed);
    if (!removed.isEmpty() && written.entrySet().containsAll(removed.entrySet())) {
      throw new IllegalArgumentException(
          "New and removed objects must be told apart, cannot all carry: " + removed);
    }
  }

  /**
   * Spark properties for the catalog {@code lake} and for each Iceberg catalog among the given
   * ones.
   *
   * @param given the properties that a user set; they win
   */
  public Map<String, String> over(Map<String, String> given) {
    Set<String> catalogs = new TreeSet<>(Set.of(SessionSettings.CATALOG));
    given.forEach(
        (key, value) -> {
          String name = key.startsWith(CATALOGS) ? key.substring(CATALOGS.length()) : ".";
          if (!name.contains(".") && value.startsWith("org.apache.iceberg.spark.")) {
            catalogs.add(name);
          }
        });
    Map<String, String> all = new LinkedHashMap<>();
    for (String catalog : catalogs) {
      String prefix = CATALOGS + catalog + ".s3.";
      written.forEach((key, value) -> all.put(prefix + "write.tags." + key, value));
      removed.forEach((key, value) -> all.put(prefix + "delete.tags." + key, value));
      if (!removed.isEmpty()) {
        all.put(prefix + "delete-enabled", "false");
      }
    }
    all.putAll(given);
    return all;
  }
}

package io.lakewright.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;

/** Folders such as {@code code=99213/kind=a}. */
final class PartitionFolder {
  private PartitionFolder() {}

  /** The partition folder of a file; empty if it is in none. */
  static String of(String relativePath) {
    int slash = relativePath.lastIndexOf('/');
    return slash < 0 ? "" : relativePath.substring(0, slash);
  }

  /** The columns' values, as the folder's name writes them but unescaped. */
  static Map<String, String> values(String folder, List<String> columns) {
    String[] parts = folder.split("/", -1);
    if (parts.length != columns.size()) {
      throw new IllegalArgumentException(
          "Folder of a partition by %s cannot be: %s".formatted(columns, folder));
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < parts.length; i++) {
      String prefix = columns.get(i) + "=";
      String part = ExternalCatalogUtils.unescapePathName(parts[i]);
      if (!part.startsWith(prefix)) {
        throw new IllegalArgumentException(
            "Folder of a partition by %s cannot be: %s".formatted(columns, folder));
      }
      values.put(columns.get(i), part.substring(prefix.length()));
    }
    return values;
  }
}

package io.lakewright.maintain.orphans;

import io.lakewright.maintain.reach.Locations;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;

/**
 * Tells from a file's name that a folder is a table of another format, or one of Iceberg that the
 * catalog does not know: nothing below it is this table's orphan.
 *
 * @param ownMetadata keys of the folders in which the known tables have their metadata files
 */
record TableMarks(Set<String> ownMetadata) implements Serializable {
  private static final Map<String, String> FOLDERS =
      Map.of(
          "/_delta_log/", "a Delta table",
          "/.hoodie/", "a Hudi table",
          "/_spark_metadata/", "the output of a Spark stream");
  private static final Set<String> FILES = Set.of("_SUCCESS", "_metadata", "_common_metadata");

  TableMarks {
    ownMetadata = Set.copyOf(ownMetadata);
  }

  /**
   * A folder that is a table of its own.
   *
   * @param folder its key
   * @param format in words
   */
  record Mark(String folder, String format) {}

  static TableMarks of(List<Table> tables) {
    Set<String> own = new HashSet<>();
    for (Table table : tables) {
      TableMetadata metadata = ((HasTableOperations) table).operations().current();
      Locations.roots(table).forEach(root -> own.add(Locations.folderKey(root) + "metadata/"));
      own.add(Locations.parentKey(metadata.metadataFileLocation()));
      metadata.previousFiles().forEach(entry -> own.add(Locations.parentKey(entry.file())));
      String path = table.properties().get("write.metadata.path");
      if (path != null) {
        own.add(Locations.folderKey(path));
      }
    }
    return new TableMarks(own);
  }

  /**
   * What a file tells.
   *
   * @param root key of the folder that is listed
   */
  Optional<Mark> of(String root, String location) {
    String key = Locations.key(location);
    for (Map.Entry<String, String> folder : FOLDERS.entrySet()) {
      int at = key.indexOf(folder.getKey(), root.length() - 1);
      if (at >= 0) {
        return Optional.of(new Mark(key.substring(0, at + 1), folder.getValue()));
      }
    }
    String folder = Locations.parentKey(key);
    String name = key.substring(folder.length());
    if (name.contains(".metadata.json") && !ownMetadata.contains(folder)) {
      return Optional.of(new Mark(above(root, folder, "metadata"), "another Iceberg table"));
    }
    if (name.startsWith("schema-") && folder.endsWith("/schema/")) {
      return Optional.of(new Mark(above(root, folder, "schema"), "a Paimon table"));
    }
    // A table that was migrated in place has such files itself, at its root.
    return FILES.contains(name) && !folder.equals(root)
        ? Optional.of(new Mark(folder, "files of another writer"))
        : Optional.empty();
  }

  private static String above(String root, String folder, String name) {
    return !folder.equals(root) && folder.endsWith("/" + name + "/")
        ? folder.substring(0, folder.length() - name.length() - 1)
        : folder;
  }
}

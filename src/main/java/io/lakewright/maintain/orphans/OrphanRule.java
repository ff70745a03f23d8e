package io.lakewright.maintain.orphans;

import io.lakewright.maintain.reach.FileKind;
import io.lakewright.maintain.reach.Locations;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which listed files may be orphans at all: those with the names of data, delete and manifest files
 * that are old enough. Never metadata files, version hints, statistics, or files of unknown kinds.
 *
 * @param olderThan in milliseconds
 * @param root key of the table's folder that is listed
 * @param excluded keys of folders within that belong to other tables
 */
record OrphanRule(long olderThan, String root, List<String> excluded) implements Serializable {
  OrphanRule {
    excluded = List.copyOf(excluded);
  }

  /** What kind of orphan the file would be; nothing if it cannot be one. */
  Optional<FileKind> kind(String location, long modified) {
    String key = Locations.key(location);
    if (modified >= olderThan || !key.startsWith(root) || isSpared(key)) {
      return Optional.empty();
    }
    return kind(key.substring(key.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT), key);
  }

  /** Whether a key belongs to another table, or is hidden. */
  boolean isSpared(String key) {
    return excluded.stream().anyMatch(key::startsWith) || isHidden(key.substring(root.length()));
  }

  private static Optional<FileKind> kind(String name, String key) {
    if (name.endsWith(".metadata.json")
        || name.startsWith("version-hint")
        || name.endsWith(".stats")
        || name.startsWith("partition-stats-")
        || (name.endsWith(".puffin") && !name.endsWith("-deletes.puffin"))) {
      return Optional.empty();
    }
    boolean metadata = key.contains("/metadata/");
    if (name.endsWith(".avro") && metadata) {
      return Optional.of(FileKind.MANIFEST);
    }
    if (name.endsWith(".parquet") || name.endsWith(".orc") || name.endsWith(".avro")) {
      return Optional.of(name.contains("-deletes") ? FileKind.DELETES : FileKind.DATA);
    }
    return name.endsWith("-deletes.puffin") ? Optional.of(FileKind.DELETES) : Optional.empty();
  }

  /** As readers of tables see it; a partition folder may begin with an underscore. */
  private static boolean isHidden(String path) {
    for (String part : path.split("/", -1)) {
      if ((part.startsWith("_") && !part.contains("=")) || part.startsWith(".")) {
        return true;
      }
    }
    return false;
  }
}

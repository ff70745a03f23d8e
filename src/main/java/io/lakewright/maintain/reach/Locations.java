package io.lakewright.maintain.reach;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;

/** Locations of files and tables, made comparable. */
public final class Locations {
  private Locations() {}

  /**
   * What two names of the same file have in common: the path without scheme and authority. {@code
   * s3}, {@code s3a} and {@code s3n}, {@code file:/} and {@code file:///}, and the two names of an
   * HDFS cluster thus mean the same. Two files of the same path in different buckets are taken for
   * one, which only ever keeps a file.
   */
  public static String key(String location) {
    int path = 0;
    int colon = location.indexOf(':');
    if (colon > 0 && location.indexOf('/') > colon) {
      path = colon + 1;
      if (location.startsWith("//", path)) {
        int slash = location.indexOf('/', path + 2);
        path = slash < 0 ? location.length() : slash;
      }
    }
    String key = location.substring(path);
    if (key.contains("//")) {
      key = key.replaceAll("/{2,}", "/");
    }
    return key.startsWith("/") ? key : "/" + key;
  }

  /** The folder's key with a slash at its end, so that a prefix of it is a folder above. */
  public static String folderKey(String location) {
    String key = key(location);
    return key.endsWith("/") ? key : key + "/";
  }

  /** The key of the folder that a file is in; empty if it is not known where it is. */
  public static String parentKey(String file) {
    if (file == null) {
      return "";
    }
    String key = key(file);
    return key.substring(0, key.lastIndexOf('/') + 1);
  }

  /** Folders in which a table's writers put files. */
  @SuppressWarnings("deprecation") // Old tables may have them.
  public static Set<String> roots(Table table) {
    Set<String> roots = new LinkedHashSet<>();
    roots.add(table.location());
    for (String property :
        new String[] {
          TableProperties.WRITE_DATA_LOCATION,
          TableProperties.WRITE_METADATA_LOCATION,
          TableProperties.OBJECT_STORE_PATH,
          TableProperties.WRITE_FOLDER_STORAGE_LOCATION
        }) {
      String root = table.properties().get(property);
      if (root != null) {
        roots.add(root);
      }
    }
    return roots;
  }

  /** Whether one folder is the other or lies within it. */
  public static boolean overlap(String one, String other) {
    String first = folderKey(one);
    String second = folderKey(other);
    return first.startsWith(second) || second.startsWith(first);
  }
}

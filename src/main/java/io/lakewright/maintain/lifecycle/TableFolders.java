package io.lakewright.maintain.lifecycle;

import io.lakewright.maintain.reach.Locations;
import io.lakewright.maintain.s3.S3Location;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.Table;

/** The folders on S3 in which a table's objects are. */
final class TableFolders {
  private TableFolders() {}

  /** By bucket: the folders, none within another. */
  static Map<String, List<S3Location>> of(Table table) {
    Map<String, List<S3Location>> folders = new TreeMap<>();
    Locations.roots(table).stream()
        .flatMap(path -> S3Location.find(path).stream())
        .map(at -> new S3Location(at.bucket(), at.key().replaceAll("/+$", "")))
        .forEach(at -> folders.computeIfAbsent(at.bucket(), b -> new ArrayList<>()).add(at));
    folders.replaceAll((bucket, all) -> outermost(all));
    return folders;
  }

  private static List<S3Location> outermost(Collection<S3Location> folders) {
    return folders.stream()
        .distinct()
        .filter(
            one ->
                folders.stream()
                    .noneMatch(
                        other ->
                            !other.equals(one) && (one.key() + "/").startsWith(other.key() + "/")))
        .sorted((a, b) -> a.key().compareTo(b.key()))
        .toList();
  }
}

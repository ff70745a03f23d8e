package io.lakewright.maintain.s3;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;

/** The folders on S3 in which a table's objects are. */
public final class TableFolders {
  private TableFolders() {}

  /** By bucket: the folders, none within another. */
  public static Map<String, List<S3Location>> of(Table table) {
    Map<String, List<S3Location>> folders = new TreeMap<>();
    Stream.of(
            table.location(),
            table.properties().get(TableProperties.WRITE_DATA_LOCATION),
            table.properties().get(TableProperties.WRITE_METADATA_LOCATION))
        .filter(Objects::nonNull)
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

package io.lakewright.maintain.layout;

import io.lakewright.maintain.StepSettings;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;

/**
 * Table properties that place new files.
 *
 * @param objectStorage whether keys begin with a hash
 * @param partitionedPaths whether partition folders follow the hash
 * @param dataPath folder of data files; empty to leave it as it is
 */
record DesiredLayout(boolean objectStorage, boolean partitionedPaths, String dataPath) {
  /** Iceberg since 1.7: 20 bits of the file name's hash as folders of 4, 4, 4 and 8 bits. */
  static final String HASH = "[01]{4}/[01]{4}/[01]{4}/[01]{8}[/-]";

  DesiredLayout {
    if (!dataPath.isEmpty() && !dataPath.matches("[a-zA-Z][a-zA-Z0-9+.-]*:/.+|/.+")) {
      throw new IllegalArgumentException(
          "data-path must be a folder such as s3://bucket/data, cannot be: " + dataPath);
    }
  }

  static DesiredLayout of(StepSettings settings) {
    return new DesiredLayout(
        settings.get(LayoutStep.OBJECT_STORAGE),
        settings.get(LayoutStep.PARTITIONED_PATHS),
        settings.get(LayoutStep.DATA_PATH).strip().replaceAll("/+$", ""));
  }

  /** The properties that differ, with their values to be. */
  Map<String, String> changes(Table table) {
    Map<String, String> wanted = new TreeMap<>();
    wanted.put(TableProperties.OBJECT_STORE_ENABLED, Boolean.toString(objectStorage));
    if (objectStorage) {
      wanted.put(
          TableProperties.WRITE_OBJECT_STORE_PARTITIONED_PATHS, Boolean.toString(partitionedPaths));
    }
    if (!dataPath.isEmpty()) {
      wanted.put(TableProperties.WRITE_DATA_LOCATION, dataPath);
    }
    wanted
        .entrySet()
        .removeIf(
            property ->
                property
                    .getValue()
                    .equals(
                        table
                            .properties()
                            .getOrDefault(property.getKey(), standard(property.getKey()))));
    return wanted;
  }

  private static String standard(String property) {
    return switch (property) {
      case TableProperties.OBJECT_STORE_ENABLED -> "false";
      case TableProperties.WRITE_OBJECT_STORE_PARTITIONED_PATHS -> "true";
      default -> "";
    };
  }

  /** The folder in which data files are to be. */
  String folder(Table table) {
    String standard = table.location().replaceAll("/+$", "") + "/data";
    String present = table.properties().getOrDefault(TableProperties.WRITE_DATA_LOCATION, standard);
    return (dataPath.isEmpty() ? present : dataPath).replaceAll("/+$", "");
  }

  /** A regular expression (Java, as in Spark's {@code RLIKE}) for the paths of files in place. */
  String pattern(Table table) {
    String folder = "^" + Pattern.quote(folder(table) + "/");
    return objectStorage ? folder + HASH : folder + "(?!" + HASH + ")";
  }
}

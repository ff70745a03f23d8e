package io.lakewright.maintain.s3;

import io.lakewright.maintain.PropertyList;
import java.util.List;
import org.apache.iceberg.Table;

/**
 * Metadata files from which retirements began that no check has confirmed yet. A run that is killed
 * while it tags leaves objects that only older metadata names, and a table that is written to often
 * forgets where that is within the hour: its log has a hundred entries.
 */
public final class UnfinishedRetirements {
  /** Their locations, separated by spaces. */
  public static final String PROPERTY = "lakewright.retiring";

  /** What is beyond has been left unchecked for so long that orphans are looked for instead. */
  private static final int MOST = 20;

  private UnfinishedRetirements() {}

  /** The metadata files, oldest first. */
  public static List<String> of(Table table) {
    return PropertyList.of(table, PROPERTY, ' ');
  }

  /** Notes the present metadata file: what it names may be retired from now on. */
  public static void begin(Table table) {
    table.refresh();
    List<String> files = of(table);
    files.add(ReachableObjects.metadata(table).metadataFileLocation());
    List<String> newest = files.subList(Math.max(0, files.size() - MOST), files.size());
    table.updateProperties().set(PROPERTY, String.join(" ", newest)).commit();
  }
}

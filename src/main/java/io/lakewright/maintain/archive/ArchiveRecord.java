package io.lakewright.maintain.archive;

import io.lakewright.maintain.PropertyList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;

/**
 * A version of a table to come back to: a copy of its metadata file, which Iceberg's own upkeep
 * does not know and so does not remove, named in a property of the table.
 *
 * @param id names the archive; begins with the time
 * @param metadataFile the copy
 * @param pending whether objects may still have to be retired
 */
public record ArchiveRecord(String id, String metadataFile, boolean pending) {
  /** Followed by the id; the value is the metadata file. */
  static final String PROPERTY = "lakewright.archive.";

  /** The ids of archives whose objects are not all retired, separated by commas. */
  static final String PENDING = "lakewright.archive-pending";

  /** All archives of a table, newest first. */
  public static List<ArchiveRecord> of(Table table) {
    List<String> pending = pending(table);
    List<ArchiveRecord> records = new ArrayList<>();
    table
        .properties()
        .forEach(
            (key, file) -> {
              if (key.startsWith(PROPERTY)) {
                String id = key.substring(PROPERTY.length());
                records.add(new ArchiveRecord(id, file, pending.contains(id)));
              }
            });
    records.sort(Comparator.comparing(ArchiveRecord::id).reversed());
    return records;
  }

  /** One archive of a table. */
  static Optional<ArchiveRecord> find(Table table, String id) {
    return of(table).stream().filter(record -> record.id().equals(id)).findFirst();
  }

  /** Copies the table's present metadata and notes the copy in the table. */
  static ArchiveRecord write(Table table, TableMetadata metadata, String id) {
    String file =
        table.location().replaceAll("/+$", "") + "/metadata/archive-" + id + ".metadata.json";
    TableMetadataParser.overwrite(metadata, table.io().newOutputFile(file));
    List<String> pending = pending(table);
    pending.add(id);
    table
        .updateProperties()
        .set(PROPERTY + id, file)
        .set(PENDING, String.join(",", pending))
        .commit();
    return new ArchiveRecord(id, file, true);
  }

  /** Undoes {@link #write} of an archive that led to nothing. */
  void forget(Table table) {
    finish(table);
    table.updateProperties().remove(PROPERTY + id).commit();
    table.io().deleteFile(metadataFile);
  }

  /** Notes that all objects are retired. */
  void finish(Table table) {
    table.refresh();
    List<String> pending = pending(table);
    if (!pending.remove(id)) {
      return;
    }
    if (pending.isEmpty()) {
      table.updateProperties().remove(PENDING).commit();
    } else {
      table.updateProperties().set(PENDING, String.join(",", pending)).commit();
    }
  }

  private static List<String> pending(Table table) {
    return PropertyList.of(table, PENDING, ',');
  }
}

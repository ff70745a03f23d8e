package io.lakewright.maintain.expiry;

import io.lakewright.UserException;
import io.lakewright.maintain.TableContext;
import io.lakewright.maintain.reach.CatalogTables;
import io.lakewright.maintain.reach.FileKind;
import io.lakewright.maintain.reach.FileRemoval;
import io.lakewright.maintain.reach.FileRows;
import io.lakewright.maintain.reach.FolderListing;
import io.lakewright.maintain.reach.Locations;
import io.lakewright.maintain.reach.RetiredFiles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.FileInfo;
import org.apache.spark.sql.Row;

/**
 * Files {@code metadata.json} that have fallen out of the table's metadata log: Iceberg forgets
 * them there unless {@code write.metadata.delete-after-commit.enabled} is set. A file goes if its
 * version is lower than all of the log's, if it is older than the retention of snapshots, and if no
 * table of the catalog that shares the location and no archive needs it.
 */
final class OldMetadata {
  static final OldMetadata NONE = new OldMetadata(null, "", 0, true, Instant.EPOCH);

  /** A table property of such a name keeps the metadata files that its value names. */
  static final String ARCHIVE = "lakewright.archive";

  private static final Pattern NAME =
      Pattern.compile("(?:v(\\d{1,18})|(\\d{5,18})-[^/]+?)(?:\\.gz)?\\.metadata\\.json(?:\\.gz)?");
  private static final int BATCH = 1_000;

  private final CatalogTables tables;
  private final String folder;
  private final long firstVersion;
  private final boolean numbered;
  private final Instant olderThan;

  /** Looked up when the first old file is met: it loads the tables that share files. */
  private Set<String> neededAtSearch;

  private OldMetadata(
      CatalogTables tables, String folder, long firstVersion, boolean numbered, Instant olderThan) {
    this.tables = tables;
    this.folder = folder;
    this.firstVersion = firstVersion;
    this.numbered = numbered;
    this.olderThan = olderThan;
  }

  static OldMetadata of(TableContext context, CatalogTables tables, Instant olderThan) {
    TableMetadata metadata = ((HasTableOperations) context.table()).operations().current();
    String current = metadata.metadataFileLocation();
    int slash = current == null ? -1 : current.lastIndexOf('/');
    if (slash < 0 || metadata.previousFiles().isEmpty()) {
      return NONE;
    }
    long first = version(current);
    for (TableMetadata.MetadataLogEntry entry : metadata.previousFiles()) {
      long version = version(entry.file());
      // A file named otherwise, as by register_table, tells no order.
      first = version < 0 || first < 0 ? -1 : Math.min(first, version);
    }
    return first <= 0
        ? NONE
        : new OldMetadata(
            tables,
            current.substring(0, slash),
            first,
            current.charAt(slash + 1) != 'v',
            olderThan);
  }

  private static long version(String location) {
    Matcher name = NAME.matcher(location.substring(location.lastIndexOf('/') + 1));
    if (!name.matches()) {
      return -1;
    }
    return Long.parseLong(name.group(1) != null ? name.group(1) : name.group(2));
  }

  /** At most so many have been forgotten. */
  long count() {
    return firstVersion;
  }

  /** What has become of a version. */
  private enum State {
    GONE,
    OLD,
    YOUNG
  }

  /** Whether one that the log has forgotten is old enough, not needed, and still there. */
  boolean isDue(TableContext context) {
    if (tables == null) {
      return false;
    }
    if (FolderListing.isByPrefix(context.table().io(), folder)) {
      return isFoundByHalves(context);
    }
    Iterator<FileInfo> files =
        FolderListing.files(
            context.table().io(), context.spark().sessionState().newHadoopConf(), folder);
    while (files.hasNext()) {
      if (stateOf(context, files.next()) == State.OLD) {
        return true;
      }
    }
    return false;
  }

  /**
   * From the first version on some are gone, or needed, then come old ones, then young ones: a few
   * requests find an old one, and one is enough for a table that is seldom written to.
   */
  private boolean isFoundByHalves(TableContext context) {
    long from = 0;
    long to = firstVersion;
    long version = firstVersion - 1;
    while (from < to) {
      switch (state(context, version)) {
        case OLD -> {
          return true;
        }
        case GONE -> from = version + 1;
        default -> to = version;
      }
      version = (from + to) >>> 1;
    }
    return false;
  }

  private State state(TableContext context, long version) {
    // Hadoop's catalog has names such as v7.metadata.json.
    String start = numbered ? "%05d-".formatted(version) : "v%d.".formatted(version);
    Iterator<FileInfo> files = FolderListing.startingWith(context.table().io(), folder, start);
    State state = State.GONE;
    while (files.hasNext() && state == State.GONE) {
      state = stateOf(context, files.next());
    }
    return state;
  }

  private State stateOf(TableContext context, FileInfo file) {
    if (isOld(file)) {
      return isNeeded(context, file) ? State.GONE : State.OLD;
    }
    // A manifest's name may begin like that of a version.
    return version(file.location()) < 0 ? State.GONE : State.YOUNG;
  }

  private boolean isNeeded(TableContext context, FileInfo file) {
    if (neededAtSearch == null) {
      neededAtSearch = neededIfKnown(context);
    }
    return neededAtSearch.contains(Locations.key(file.location()));
  }

  private Set<String> neededIfKnown(TableContext context) {
    try {
      return needed(context);
    } catch (UserException e) {
      return Set.of(); // The step refuses its work then.
    }
  }

  /** Removes them, a batch at a time as the listing streams by. */
  long remove(TableContext context, RetiredFiles retired) {
    if (tables == null) {
      return 0;
    }
    Set<String> needed = needed(context);
    Configuration conf = context.spark().sessionState().newHadoopConf();
    Iterator<FileInfo> files = FolderListing.files(context.table().io(), conf, folder);
    List<String> batch = new ArrayList<>();
    long removed = 0;
    while (files.hasNext()) {
      FileInfo file = files.next();
      if (isOld(file) && !needed.contains(Locations.key(file.location()))) {
        batch.add(file.location());
      }
      if (batch.size() == BATCH || (!files.hasNext() && !batch.isEmpty())) {
        removed += remove(context, batch, retired);
        batch.clear();
      }
    }
    return removed;
  }

  private boolean isOld(FileInfo file) {
    long version = version(file.location());
    return version >= 0
        && Locations.parentKey(file.location()).equals(Locations.folderKey(folder))
        && version < firstVersion
        && file.createdAtMillis() < olderThan.toEpochMilli();
  }

  private Set<String> needed(TableContext context) {
    Set<String> needed = new HashSet<>();
    List<Table> all = new ArrayList<>(tables.sharingFiles(context));
    all.add(context.table());
    for (Table table : all) {
      if (table instanceof HasTableOperations live) {
        TableMetadata metadata = live.operations().current();
        needed.add(Locations.key(metadata.metadataFileLocation()));
        metadata.previousFiles().forEach(entry -> needed.add(Locations.key(entry.file())));
      }
      for (Map.Entry<String, String> property : table.properties().entrySet()) {
        if (property.getKey().startsWith(ARCHIVE)) {
          needed.add(Locations.key(property.getValue()));
        }
      }
    }
    return needed;
  }

  private static long remove(TableContext context, List<String> batch, RetiredFiles retired) {
    FileRemoval removal = FileRemoval.of(context.table().io(), batch);
    if (retired != RetiredFiles.NONE) {
      List<Row> rows = batch.stream().map(path -> FileRows.of(path, FileKind.METADATA, 0)).toList();
      retired.retired(context, context.spark().createDataFrame(rows, FileRows.SCHEMA));
    }
    return removal.files();
  }
}

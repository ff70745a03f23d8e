package io.lakewright.maintain.orphans;

import io.lakewright.maintain.Setting;
import io.lakewright.maintain.TableContext;
import io.lakewright.maintain.reach.FileRows;
import io.lakewright.maintain.reach.Locations;
import io.lakewright.maintain.reach.Quarantine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Quarantine where there are no tags, on local disks and HDFS: files move to a hidden folder of the
 * table, under the day on which they did, with their path kept. Moving one back restores it; a
 * day's folder goes after a while.
 */
public final class FolderQuarantine implements Quarantine {
  static final String FOLDER = ".lakewright-quarantine";

  static final Setting<Duration> KEEP =
      Setting.duration(
          "quarantine-for", "14d", "how long a folder of quarantine is kept on file systems");

  @Override
  public String description() {
    return "moved to " + FOLDER;
  }

  @Override
  public boolean supports(TableContext table) {
    Set<String> systems = new HashSet<>();
    for (String root : Locations.roots(table.table())) {
      // Files move within one file system only.
      URI uri = new Path(root).toUri();
      String scheme = uri.getScheme() == null ? "file" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (!scheme.equals("file") && !scheme.equals("hdfs")) {
        return false;
      }
      systems.add(scheme + "://" + (uri.getAuthority() == null ? "" : uri.getAuthority()));
    }
    return systems.size() == 1;
  }

  /** All: what is set aside lies where no table has files. */
  @Override
  public Dataset<Row> fresh(TableContext table, Dataset<Row> files) {
    return files;
  }

  private static String folder(TableContext table) {
    return table.table().location() + "/" + FOLDER;
  }

  @Override
  public long setAside(TableContext table, Dataset<Row> files) {
    String day = folder(table) + "/" + LocalDate.ofInstant(table.now(), ZoneOffset.UTC);
    Broadcast<SerializableConfiguration> conf =
        JavaSparkContext.fromSparkContext(table.spark().sparkContext())
            .broadcast(new SerializableConfiguration(table.spark().sessionState().newHadoopConf()));
    FlatMapFunction<String, String> move =
        path ->
            move(conf.value().value(), path, day) ? List.of(path).iterator() : noPath().iterator();
    return files
        .select(FileRows.PATH)
        .as(Encoders.STRING())
        .flatMap(move, Encoders.STRING())
        .count();
  }

  private static List<String> noPath() {
    return List.of();
  }

  private static boolean move(Configuration conf, String from, String day) throws IOException {
    Path source = new Path(from);
    Path target = new Path(day + Locations.key(from));
    FileSystem files = source.getFileSystem(conf);
    files.mkdirs(target.getParent());
    return files.rename(source, target) || (!files.exists(source) && files.exists(target));
  }

  @Override
  public boolean hasExpired(TableContext table) {
    return !expired(table).isEmpty();
  }

  @Override
  public void purge(TableContext table) {
    for (Path day : expired(table)) {
      try {
        day.getFileSystem(table.spark().sessionState().newHadoopConf()).delete(day, true);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot remove " + day, e);
      }
    }
  }

  /** Folders of days that are long enough ago. */
  private static List<Path> expired(TableContext table) {
    Path folder = new Path(folder(table));
    LocalDate oldest =
        LocalDate.ofInstant(table.now().minus(table.settings().get(KEEP)), ZoneOffset.UTC);
    try {
      FileSystem files = folder.getFileSystem(table.spark().sessionState().newHadoopConf());
      List<Path> old = new ArrayList<>();
      if (files.exists(folder)) {
        for (FileStatus day : files.listStatus(folder)) {
          if (isBefore(day.getPath().getName(), oldest)) {
            old.add(day.getPath());
          }
        }
      }
      return old;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }

  /** Removes all that was set aside, however short a time ago. */
  public void clear(TableContext table) {
    if (!supports(table)) {
      return;
    }
    Path folder = new Path(folder(table));
    try {
      folder.getFileSystem(table.spark().sessionState().newHadoopConf()).delete(folder, true);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + folder, e);
    }
  }

  private static boolean isBefore(String name, LocalDate oldest) {
    try {
      return LocalDate.parse(name).isBefore(oldest);
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}

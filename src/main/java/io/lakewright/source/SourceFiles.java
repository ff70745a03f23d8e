package io.lakewright.source;

import io.lakewright.UserException;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the files that inputs stand for. */
public final class SourceFiles {
  private static final Logger LOG = LoggerFactory.getLogger(SourceFiles.class);
  private static final Set<String> SCHEMES = Set.of("", "file", "s3", "s3a", "hdfs");

  /**
   * What was found.
   *
   * @param files each file once; inputs in their order, the files of each by address
   * @param hidden files and folders passed over because their names begin with {@code _} or {@code
   *     .}
   */
  public record Listing(List<SourceFile> files, long hidden) {
    public Listing {
      files = List.copyOf(files);
    }
  }

  private final Configuration hadoop;
  private final Limits limits;
  private final Map<String, SourceFile> found = new LinkedHashMap<>();
  private long hidden;

  private SourceFiles(Configuration hadoop, Limits limits) {
    this.hadoop = hadoop;
    this.limits = limits;
  }

  /**
   * The files that inputs stand for, as {@link #find} does; how many were passed over is logged.
   *
   * @throws UserException if an input does not exist, or stands for no file
   */
  public static List<SourceFile> list(List<String> inputs, Configuration hadoop) {
    return list(inputs, hadoop, Limits.DEFAULT);
  }

  /** The same, with limits of its own. */
  public static List<SourceFile> list(List<String> inputs, Configuration hadoop, Limits limits) {
    Listing listing = find(inputs, hadoop, limits);
    if (listing.hidden() > 0) {
      LOG.info("Passed over {} files or folders whose names begin with _ or .", listing.hidden());
    }
    return listing.files();
  }

  /**
   * The files that inputs stand for: a file; a folder with all below it; a glob of files and
   * folders; an address {@code http://} or {@code https://}. A file named as such is never hidden.
   *
   * @param inputs paths with or without {@code file:}, {@code s3://}, {@code s3a://}, {@code
   *     hdfs://}, {@code http://}, {@code https://}
   * @throws UserException if an input does not exist, or stands for no file
   */
  public static Listing find(List<String> inputs, Configuration hadoop, Limits limits) {
    SourceFiles search = new SourceFiles(hadoop, limits);
    inputs.forEach(search::add);
    return new Listing(new ArrayList<>(search.found.values()), search.hidden);
  }

  /**
   * Files at locations that another file lists. Those on the web are not asked for yet, and must
   * have public addresses, as nobody here vouches for them.
   *
   * @throws UserException if a location that is not on the web does not exist
   */
  public static List<SourceFile> listed(List<String> locations, Configuration hadoop) {
    SourceFiles search = new SourceFiles(hadoop, Limits.DEFAULT);
    for (String location : locations) {
      if (Addresses.isHttp(location)) {
        search.put(new SourceFile(location, Addresses.shown(location), -1));
      } else {
        search.add(location);
      }
    }
    return new ArrayList<>(search.found.values());
  }

  private void add(String input) {
    String scheme = Addresses.scheme(input);
    if (Addresses.isHttp(input)) {
      put(HttpStoredFile.find(input, limits.remote()));
      return;
    }
    if (!SCHEMES.contains(scheme)) {
      throw UserException.usage(
          "Cannot read from %s: only local paths, s3://, s3a://, hdfs://, http:// and https:// are inputs"
              .formatted(Addresses.shown(input)));
    }
    try {
      Path path = path(input);
      FileSystem files = path.getFileSystem(hadoop);
      addPath(input, files, path);
    } catch (FileNotFoundException e) {
      throw missing(input);
    } catch (IOException | IllegalArgumentException e) {
      throw new UserException(
          "Cannot list %s: %s".formatted(Addresses.shown(input), e.getMessage()), e);
    }
  }

  private void addPath(String input, FileSystem files, Path path) throws IOException {
    List<SourceFile> here = new ArrayList<>();
    long hiddenBefore = hidden;
    FileStatus status = statusOrNull(files, path);
    if (status != null) {
      addStatus(here, files, status);
    } else {
      FileStatus[] matches = files.globStatus(path);
      if (matches == null || matches.length == 0) {
        throw missing(input);
      }
      boolean wantsHidden = isHidden(path.getName());
      for (FileStatus match : matches) {
        if (wantsHidden || !isHidden(match.getPath().getName())) {
          addStatus(here, files, match);
        } else {
          hidden++;
        }
      }
    }
    if (here.isEmpty()) {
      throw new UserException(
          "There are no files in %s%s"
              .formatted(
                  Addresses.shown(input),
                  hidden == hiddenBefore ? "" : " but such whose names begin with _ or ."));
    }
    here.sort(Comparator.comparing(SourceFile::uri));
    here.forEach(this::put);
  }

  private void addStatus(List<SourceFile> here, FileSystem files, FileStatus status)
      throws IOException {
    if (status.isFile()) {
      here.add(file(status));
      return;
    }
    Path folder = files.makeQualified(status.getPath());
    if (folder.toUri().getScheme().startsWith("s3")) {
      addObjects(here, files, folder);
    } else {
      addFolder(here, files, folder);
    }
  }

  /** One listing of all keys, as object stores have no folders. */
  private void addObjects(List<SourceFile> here, FileSystem files, Path folder) throws IOException {
    int prefix = folder.toUri().getPath().length();
    RemoteIterator<LocatedFileStatus> all = files.listFiles(folder, true);
    while (all.hasNext()) {
      LocatedFileStatus file = all.next();
      if (isBelowHidden(file.getPath().toUri().getPath().substring(prefix))) {
        hidden++;
      } else {
        here.add(file(file));
      }
    }
  }

  /** Folder by folder: a recursive listing starts a process for each file on local disks. */
  private void addFolder(List<SourceFile> here, FileSystem files, Path folder) throws IOException {
    Deque<Path> folders = new ArrayDeque<>(List.of(folder));
    while (!folders.isEmpty()) {
      for (FileStatus entry : files.listStatus(folders.pop())) {
        if (isHidden(entry.getPath().getName())) {
          hidden++;
        } else if (entry.isFile()) {
          here.add(file(entry));
        } else {
          folders.push(entry.getPath());
        }
      }
    }
  }

  private void put(SourceFile file) {
    found.putIfAbsent(file.uri(), file);
  }

  private static SourceFile file(FileStatus status) {
    String uri = status.getPath().toString();
    return new SourceFile(uri, Addresses.shown(uri), status.getLen(), true);
  }

  /** A local path may be percent-encoded if it is given with a scheme, as programs write it. */
  private static Path path(String input) {
    String scheme = Addresses.scheme(input);
    if (!scheme.isEmpty() && !scheme.equals("file")) {
      return new Path(input);
    }
    String local = Addresses.path(input);
    if (scheme.equals("file") && local.contains("%") && !new File(local).exists()) {
      local = URLDecoder.decode(local.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
    return new Path("file", null, new File(local).getAbsolutePath());
  }

  /** Null if there is nothing of that name, which may then be a pattern. */
  private static FileStatus statusOrNull(FileSystem files, Path path) throws IOException {
    try {
      return files.getFileStatus(path);
    } catch (FileNotFoundException e) {
      return null;
    }
  }

  private static boolean isHidden(String name) {
    return name.startsWith("_") || name.startsWith(".");
  }

  private static boolean isBelowHidden(String relative) {
    for (String part : relative.split("/", -1)) {
      if (isHidden(part)) {
        return true;
      }
    }
    return false;
  }

  private static UserException missing(String input) {
    return new UserException(
        "There is no %s; name a file, a folder, or a pattern that some files match"
            .formatted(Addresses.shown(input)));
  }
}

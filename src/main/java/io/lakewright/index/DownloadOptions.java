package io.lakewright.index;

import io.lakewright.UserException;
import io.lakewright.source.RemoteOptions;
import io.lakewright.table.PathPlace;
import io.lakewright.table.Place;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which files to get, and where to.
 *
 * @param folder the files' folder, local or on S3 or HDFS
 * @param match patterns of which a file's name or description must fit one, such as {@code *PPO*};
 *     upper and lower case are the same; empty for all
 * @param only a list of {@code file_id}s, one at the start of each line, such as the list of a
 *     run's failed files
 * @param remote how files are fetched
 */
public record DownloadOptions(
    Place folder, List<String> match, Optional<String> only, RemoteOptions remote) {
  public DownloadOptions {
    match = List.copyOf(match);
    if (!(folder instanceof PathPlace)) {
      throw UserException.usage(
          "Files are downloaded to a folder, cannot be: %s; a path needs a slash, such as ./%s"
              .formatted(folder, folder));
    }
    if (match.stream().anyMatch(String::isBlank)) {
      throw UserException.usage("A pattern to match cannot be empty; * matches every file");
    }
  }

  /** All files, from public addresses. */
  public static DownloadOptions to(String folder) {
    return new DownloadOptions(Place.parse(folder), List.of(), Optional.empty(), remote(Set.of()));
  }

  /** The same with patterns. */
  public DownloadOptions matching(String... patterns) {
    return new DownloadOptions(folder, List.of(patterns), only, remote);
  }

  /** The same with other ways to fetch. */
  public DownloadOptions with(RemoteOptions other) {
    return new DownloadOptions(folder, match, only, other);
  }

  /** The same for the files of a list. */
  public DownloadOptions only(String list) {
    return new DownloadOptions(folder, match, Optional.of(list), remote);
  }

  /** How large files are fetched. */
  public static RemoteOptions remote(Set<String> allowHosts) {
    return RemoteOptions.DEFAULT.withMaxBytes(Long.MAX_VALUE).withAllowHosts(allowHosts);
  }

  /** The folder's address. */
  String folderUri() {
    return ((PathPlace) folder).uri();
  }

  /** The list of the files that a run failed to get. */
  String failedList() {
    return folderUri() + "/_failed.tsv";
  }
}

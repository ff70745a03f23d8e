package io.lakewright.index;

import io.lakewright.UserException;
import io.lakewright.table.Format;
import io.lakewright.table.IfExists;
import io.lakewright.table.Layout;
import io.lakewright.table.Place;
import io.lakewright.table.Target;
import java.util.List;
import java.util.Optional;

/**
 * What {@code index} is to do.
 *
 * @param input tables of contents: files, folders, globs, web addresses; empty if {@code files} is
 *     given
 * @param files a table {@code mrf_files} made before, to download from
 * @param output a folder, or a database with its catalog such as {@code lake.mrf}
 * @param format of the tables; by the output if not given
 * @param ifExists what to do with tables that are there; appending keeps what tables of contents
 *     that are not read now say
 * @param download which files to get, and where to
 * @param maxAnomalies occurrences beyond which the run counts as failed; empty for no limit
 * @param dryRun tell what would be done, and do nothing
 */
public record IndexOptions(
    List<String> input,
    Optional<Place> files,
    Optional<String> output,
    Optional<Format> format,
    IfExists ifExists,
    Optional<DownloadOptions> download,
    Optional<Long> maxAnomalies,
    boolean dryRun) {
  public IndexOptions {
    input = List.copyOf(input);
    if (input.isEmpty() == files.isEmpty()) {
      throw UserException.usage(
          "Give either tables of contents with --input, or with --files a table mrf_files made before");
    }
    if (files.isPresent() && download.isEmpty()) {
      throw UserException.usage("--files is what to download from; say where to with --download");
    }
    if (files.isPresent() && output.isPresent()) {
      throw UserException.usage(
          "--output is for tables made from --input; downloading from --files makes none");
    }
    if (!input.isEmpty() && output.isEmpty()) {
      throw UserException.usage(
          "No output; name a folder, or a database such as lake.mrf, with --output");
    }
    if (maxAnomalies.isPresent() && maxAnomalies.get() < 0) {
      throw UserException.usage(
          "Number of anomalies allowed must be at least 0, cannot be: " + maxAnomalies.get());
    }
    output.ifPresent(IndexOutput::parse);
  }

  /** Options with everything but the input and the output at its default. */
  public static IndexOptions of(List<String> input, String output) {
    return new IndexOptions(
        input,
        Optional.empty(),
        Optional.of(output),
        Optional.empty(),
        IfExists.FAIL,
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /** The same with a download. */
  public IndexOptions withDownload(DownloadOptions chosen) {
    return new IndexOptions(
        input, files, output, format, ifExists, Optional.of(chosen), maxAnomalies, dryRun);
  }

  /** Where the tables go. */
  IndexOutput tables() {
    return IndexOutput.parse(output.orElseThrow());
  }

  /** Appending writes the tables anew, since a file is in them once. */
  Target target(Place place) {
    IfExists action = ifExists == IfExists.APPEND ? IfExists.REPLACE : ifExists;
    return Target.of(place, format, action, Layout.NONE);
  }
}

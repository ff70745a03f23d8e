package io.lakewright.rates.input;

import io.lakewright.source.ContentId;
import io.lakewright.source.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which of the input files are to be loaded.
 *
 * @param load files that are new, or new versions
 * @param known files whose content the table holds already, or that stand in the input twice
 * @param replaced source files whose rows a new version replaces
 */
public record Selection(List<SourceFile> load, List<SourceFile> known, Set<String> replaced) {

  /** Finds the content of files, in parallel. */
  @FunctionalInterface
  public interface ContentReader {
    /** Content by name of the file. */
    Map<String, ContentId> read(List<SourceFile> files);
  }

  /**
   * Selects from the input. Only files that have the length of another are read for their content.
   */
  public static Selection of(List<SourceFile> files, LoadedFiles loaded, ContentReader reader) {
    Map<Long, Integer> lengths = new HashMap<>();
    files.forEach(file -> lengths.merge(file.length(), 1, Integer::sum));
    List<SourceFile> doubtful =
        files.stream()
            .filter(
                file ->
                    file.length() < 0
                        ? !loaded.isEmpty()
                        : loaded.hasLength(file.length()) || lengths.get(file.length()) > 1)
            .toList();
    Map<String, ContentId> contents = doubtful.isEmpty() ? Map.of() : reader.read(doubtful);
    Set<ContentId> seen = new HashSet<>();
    List<SourceFile> load = new ArrayList<>();
    List<SourceFile> known = new ArrayList<>();
    Set<String> replaced = new HashSet<>();
    for (SourceFile file : files) {
      ContentId content = contents.get(file.name());
      if (content != null && (loaded.has(content) || !seen.add(content))) {
        known.add(file);
      } else {
        load.add(file);
        replaced.addAll(loaded.sourcesOf(file.name()));
      }
    }
    return new Selection(load, known, replaced);
  }
}

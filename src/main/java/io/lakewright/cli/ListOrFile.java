package io.lakewright.cli;

import io.lakewright.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Values given one by one, separated by commas, or in files with one value a line. */
final class ListOrFile {
  private ListOrFile() {}

  /** All values. A name of a file that exists stands for its lines; # begins a comment. */
  static List<String> values(List<String> given) {
    List<String> values = new ArrayList<>();
    for (String one : given == null ? List.<String>of() : given) {
      Path file = file(one);
      for (String value : file == null ? List.of(one.split(",")) : lines(file)) {
        String text = value.contains("#") ? value.substring(0, value.indexOf('#')) : value;
        if (!text.isBlank()) {
          values.add(text.strip());
        }
      }
    }
    return values;
  }

  private static Path file(String text) {
    try {
      Path path = Path.of(text);
      return Files.isRegularFile(path) ? path : null;
    } catch (InvalidPathException notAPath) {
      return null;
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw UserException.usage("Cannot read the list " + file + ": " + e.getMessage());
    }
  }
}

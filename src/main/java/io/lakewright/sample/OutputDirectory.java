package io.lakewright.sample;

import io.lakewright.UserException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The directory a generator fills: its own files are replaced, others never mixed with them. */
final class OutputDirectory {
  private final Path directory;

  /** Makes the directory, or checks that it holds nothing but files of these names. */
  OutputDirectory(Path directory, Set<String> names) throws IOException {
    this.directory = directory;
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new UserException("Output must be a directory, but is a file: " + directory);
    }
    Files.createDirectories(directory);
    try (Stream<Path> present = Files.list(directory)) {
      List<String> others =
          present
              .map(path -> path.getFileName().toString())
              .filter(name -> !names.contains(name) && !name.endsWith(".part"))
              .sorted()
              .toList();
      if (!others.isEmpty()) {
        throw new UserException(
            "Output directory "
                + directory
                + " holds other files ("
                + others.get(0)
                + (others.size() > 1 ? " and " + (others.size() - 1) + " more" : "")
                + "). Remove them or choose another directory.");
      }
    }
  }

  /** Writes one file; it appears under its name only when it is complete. */
  <T> T write(String name, Writer<T> writer) throws IOException {
    Path part = directory.resolve(name + ".part");
    try {
      T written;
      try (OutputStream out = Files.newOutputStream(part)) {
        written = writer.write(out);
      }
      Files.move(part, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      return written;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  /** Fills a stream; may close it. */
  interface Writer<T> {
    T write(OutputStream out) throws IOException;
  }
}

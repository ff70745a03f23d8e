package io.lakewright.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders of the build and temporary folders that go with the JVM. */
public final class TestDirs {
  private TestDirs() {}

  /** The build's output folder, {@code target}. */
  public static Path build() {
    return Path.of(System.getProperty("lakewright.build", "target")).toAbsolutePath().normalize();
  }

  /** The project's base folder. */
  public static Path base() {
    return build().getParent();
  }

  /** A new empty folder, deleted when the JVM ends. */
  public static Path temporary(String prefix) {
    try {
      Path folder = Files.createTempDirectory("lakewright-" + prefix);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a folder with all it holds; what cannot be deleted stays. */
  public static void delete(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      // Temporary files of a process that is still ending.
    }
  }
}

package io.lakewright.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Real data that is not part of the repository: {@code ../shared/data} beside the project's folder.
 * Tests that need it are skipped, and say so, where it is absent.
 */
public final class SharedData {
  private SharedData() {}

  /**
   * A file or folder of the real data.
   *
   * @param path relative to {@code shared/data}, such as {@code "price-transparency/cms-v1.6.2"}
   */
  public static Path require(String path) {
    Path file = TestDirs.base().resolveSibling("shared").resolve("data").resolve(path);
    Assumptions.assumeTrue(
        Files.exists(file), () -> "Skipped: the real data " + file + " is not on this machine.");
    return file;
  }
}

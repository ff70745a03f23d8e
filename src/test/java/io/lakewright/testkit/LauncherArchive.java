package io.lakewright.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The archive of Spark's classes that the launcher makes at its first run. A JVM with it starts in
 * half the time, given the class path of the build before any other entry.
 */
final class LauncherArchive {
  private static boolean made;

  private LauncherArchive() {}

  /** Options to use it. */
  static synchronized List<String> options() {
    if (!made) {
      make();
      made = true;
    }
    return List.of(
        "-XX:SharedArchiveFile=" + TestDirs.build().resolve("lakewright.jsa"),
        "-Xshare:auto",
        "-Xlog:cds=off",
        "-Xlog:cds+dynamic=off");
  }

  /** All that a platform would provide. */
  static String classPath() {
    try {
      return Files.readString(TestDirs.build().resolve("classpath")).trim();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void make() {
    ProcessBuilder launcher =
        new ProcessBuilder(TestDirs.base().resolve("lakewright").toString(), "--version")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    launcher.environment().remove("SPARK_HOME");
    launcher.environment().put("LAKEWRIGHT_HEAP", "600m");
    try {
      Process process = launcher.start();
      if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException("The launcher did not start.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

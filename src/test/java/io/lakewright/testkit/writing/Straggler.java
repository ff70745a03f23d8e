package io.lakewright.testkit.writing;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Lets one attempt in a cluster, the first that writes into a data file, wait until Spark kills it,
 * since its twin is done. It does not listen then, but writes on.
 */
public final class Straggler implements WriteHook {
  /** The system property with the folder, shared by all executors, in which it leaves traces. */
  public static final String FOLDER = "lakewright.test.straggler";

  private final Path folder;

  private Straggler(Path folder) {
    this.folder = folder;
  }

  static Optional<WriteHook> configured() {
    return Optional.ofNullable(System.getProperty(FOLDER))
        .map(folder -> new Straggler(Path.of(folder)));
  }

  /** Whether an attempt was held up, and has written on when it was killed. */
  public static boolean wasKilled(Path folder) {
    return Files.exists(folder.resolve("killed"));
  }

  @Override
  public void writing(long position) throws IOException {
    try {
      Files.createFile(folder.resolve("waits"));
    } catch (FileAlreadyExistsException e) {
      return;
    }
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      Files.createFile(folder.resolve("killed"));
    }
  }
}

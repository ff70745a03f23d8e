package io.lakewright.testkit.writing;

import java.io.IOException;

/**
 * What befalls the data files of {@code rates} that the application's tasks write through {@link
 * HookedS3A} and {@link HookedS3FileIO}.
 */
public interface WriteHook {
  /** Before bytes are written. */
  default void writing(long position) throws IOException {}

  /** Before the file is ended. */
  default void closing() throws IOException {}
}

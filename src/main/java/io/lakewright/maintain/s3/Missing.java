package io.lakewright.maintain.s3;

import java.io.FileNotFoundException;
import java.nio.file.NoSuchFileException;
import java.util.function.Supplier;
import org.apache.iceberg.exceptions.NotFoundException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Files that may be gone: what a FileIO says then differs by request. */
final class Missing {
  private Missing() {}

  static boolean is(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof NotFoundException
          || cause instanceof FileNotFoundException
          || cause instanceof NoSuchFileException
          || (cause instanceof S3Exception s3 && s3.statusCode() == 404)) {
        return true;
      }
    }
    return false;
  }

  /** What is read, or the other value if the file is gone. */
  static <T> T or(T gone, Supplier<T> read) {
    try {
      return read.get();
    } catch (RuntimeException e) {
      if (is(e)) {
        return gone;
      }
      throw e;
    }
  }
}

package io.lakewright.maintain.s3;

import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.function.Supplier;
import org.apache.hadoop.security.AccessControlException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.spark.util.LongAccumulator;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Files that cannot be read: what a FileIO says then differs by request. */
public final class Missing {
  private Missing() {}

  /** Whether a file is gone. */
  public static boolean is(Throwable failure) {
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

  /** Whether the right to read a file, or to see a table, is lacking. */
  public static boolean isDenied(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ForbiddenException
          || cause instanceof AccessDeniedException
          || cause instanceof AccessControlException
          || (cause instanceof AwsServiceException aws
              && !isArchived(aws)
              && (aws.statusCode() == 403 || "AccessDeniedException".equals(code(aws))))) {
        return true;
      }
    }
    return false;
  }

  /** Whether an object is in a class of S3 that cannot be read before it is restored. */
  public static boolean isArchived(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AwsServiceException aws && "InvalidObjectState".equals(code(aws))) {
        return true;
      }
    }
    return false;
  }

  private static String code(AwsServiceException failure) {
    return failure.awsErrorDetails() == null ? "" : failure.awsErrorDetails().errorCode();
  }

  /**
   * What is read, or the other value if the file is gone or cannot be read before it is restored.
   *
   * @param archived counts the latter
   */
  static <T> T orArchived(T gone, LongAccumulator archived, Supplier<T> read) {
    try {
      return or(gone, read);
    } catch (RuntimeException e) {
      if (isArchived(e)) {
        archived.add(1);
        return gone;
      }
      throw e;
    }
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

package io.lakewright.maintain.s3;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * Tries again when the SDK has given up: its retries are paid from a bucket of tokens, which many
 * broken connections at once empty.
 */
final class Attempts {
  private static final int MOST = 5;
  private static final long FIRST_WAIT_MILLIS = 100;

  private Attempts() {}

  static <T> T call(Supplier<T> request) {
    for (int attempt = 1; ; attempt++) {
      try {
        return request.get();
      } catch (SdkException e) {
        if (attempt == MOST || !isPassing(e)) {
          throw e;
        }
        pause(FIRST_WAIT_MILLIS << (2 * attempt - 2));
      }
    }
  }

  private static boolean isPassing(SdkException e) {
    if (e instanceof AbortedException) {
      return false;
    }
    return e instanceof SdkServiceException service
        ? service.isThrottlingException() || service.statusCode() >= 500
        : e instanceof SdkClientException;
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis / 2 + ThreadLocalRandom.current().nextLong(millis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("Interrupted while waiting for S3", e);
    }
  }
}

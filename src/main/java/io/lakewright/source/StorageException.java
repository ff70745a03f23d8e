package io.lakewright.source;

import java.io.IOException;

/** Storage or network failed, in spite of retries; reading again later may help. */
final class StorageException extends IOException {
  StorageException(String message, Throwable cause) {
    super(message, cause);
  }
}

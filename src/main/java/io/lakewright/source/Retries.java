package io.lakewright.source;

import io.lakewright.source.RemoteException.Reason;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When to try again: pauses double from the first on, each shortened by chance so that many tasks
 * do not come back at once.
 *
 * @param max attempts after the first
 * @param first pause
 */
record Retries(int max, Duration first) {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration LONGEST_ASKED_FOR = Duration.ofSeconds(60);

  /**
   * Waits until it is time to try again.
   *
   * @param failures so far, at least 1
   * @throws RemoteException the last failure, if it is not worth it or there were too many
   */
  void pauseAfter(RemoteException failure, int failures) throws RemoteException {
    if (!failure.isWorthRetrying() || failures > max) {
      throw failure;
    }
    try {
      Thread.sleep(pause(failures, failure.retryAfter()).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure.addSuppressed(e);
      throw RemoteException.lasting(
          Reason.FAILED, "Interrupted before a further attempt: " + failure.getMessage(), failure);
    }
  }

  /** How long to wait after that many failures, at least what was asked for within reason. */
  Duration pause(int failures, Duration askedFor) {
    long full = Math.min(first.toMillis() << Math.min(failures - 1, 20), LONGEST.toMillis());
    long pause = full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1);
    return Duration.ofMillis(
        Math.max(pause, Math.min(askedFor.toMillis(), LONGEST_ASKED_FOR.toMillis())));
  }
}

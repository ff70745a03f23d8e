package io.lakewright.source;

import java.io.IOException;
import java.time.Duration;

/** A file on the web that cannot be had. The message names it without its query. */
public final class RemoteException extends IOException {
  /** Why. */
  public enum Reason {
    /** 404 or 410. */
    NOT_FOUND,
    /** 401 or 403, as expired signatures give. */
    FORBIDDEN,
    /** No connection or no answer in time. */
    TIMEOUT,
    /** Larger than allowed. */
    TOO_LARGE,
    /** The host has no public address, and is not allowed by name. */
    REFUSED_ADDRESS,
    /** Not an address on the web. */
    BAD_URL,
    /** Any 5xx, or 429. */
    SERVER_ERROR,
    /** Anything else, such as a broken connection or a certificate that does not fit. */
    FAILED
  }

  private final Reason reason;
  private final boolean worthRetrying;
  private final Duration retryAfter;

  private RemoteException(
      Reason reason, boolean worthRetrying, Duration retryAfter, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.worthRetrying = worthRetrying;
    this.retryAfter = retryAfter;
  }

  /** A failure that would come again. */
  static RemoteException lasting(Reason reason, String message) {
    return new RemoteException(reason, false, Duration.ZERO, message, null);
  }

  /** A failure that would come again. */
  static RemoteException lasting(Reason reason, String message, Throwable cause) {
    return new RemoteException(reason, false, Duration.ZERO, message, cause);
  }

  /** A failure that may be over a little later. */
  static RemoteException passing(Reason reason, String message, Throwable cause) {
    return new RemoteException(reason, true, Duration.ZERO, message, cause);
  }

  /** A failure that the server says may be over after this time; zero if it does not say. */
  static RemoteException passing(Reason reason, Duration retryAfter, String message) {
    return new RemoteException(reason, true, retryAfter, message, null);
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** Whether the same request may well succeed a little later. */
  boolean isWorthRetrying() {
    return worthRetrying;
  }

  /** How long the server wants to be left alone; zero if it did not say. */
  Duration retryAfter() {
    return retryAfter;
  }
}

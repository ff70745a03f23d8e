package io.lakewright.source;

import java.io.IOException;

/**
 * A document that cannot be read, or not to its end, because of what is stored; reading again will
 * not help. The bytes given before stand.
 *
 * <p>Failures of storage or network are other {@link IOException}s.
 */
public final class DocumentException extends IOException {
  private static final long UNKNOWN = -1;

  /** What is wrong. */
  public enum Reason {
    /** There is nothing in it. */
    EMPTY,
    /** The packing ends early. */
    TRUNCATED,
    /** The packing is damaged. */
    CORRUPT,
    /** The packing's checksum or length is not that of the content. */
    CHECKSUM,
    /** The text is not UTF-8. */
    ENCODING,
    /** It is neither JSON nor packed in a known way. */
    UNSUPPORTED,
    /** It unpacks to implausibly more than is stored. */
    BOMB,
    /** The server does not give it, or may not be asked: missing, forbidden, refused. */
    UNAVAILABLE
  }

  private final Reason reason;
  private final String problem;
  private final long offset;

  DocumentException(Reason reason, String problem) {
    this(reason, problem, UNKNOWN, null);
  }

  DocumentException(Reason reason, String problem, Throwable cause) {
    this(reason, problem, UNKNOWN, cause);
  }

  private DocumentException(Reason reason, String problem, long offset, Throwable cause) {
    super(offset == UNKNOWN ? problem : "%s, after %,d bytes".formatted(problem, offset), cause);
    this.reason = reason;
    this.problem = problem;
    this.offset = offset;
  }

  /** The same, with the place. */
  DocumentException at(long place) {
    DocumentException placed = new DocumentException(reason, problem, place, getCause());
    placed.setStackTrace(getStackTrace());
    return placed;
  }

  /** What is wrong. */
  public Reason reason() {
    return reason;
  }

  /** The number of unpacked bytes that were given before. */
  public long offset() {
    return Math.max(0, offset);
  }
}

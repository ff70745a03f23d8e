package io.lakewright.discord;

import io.lakewright.UserException;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/**
 * The part of a series that is only looked back to.
 *
 * @param start the first start of a subsequence that may be reported
 * @param timeMicros the same as a time, microseconds since 1970, {@link #NO_TIME} for none; the
 *     later of both rules
 */
public record Train(long start, long timeMicros) implements Serializable {
  /** No time is given. */
  public static final long NO_TIME = Long.MIN_VALUE;

  /** Everything may be reported. */
  public static final Train NONE = new Train(0, NO_TIME);

  public Train {
    if (start < 0) {
      throw UserException.usage("First start reported must be at least 0, cannot be: " + start);
    }
  }

  /**
   * Reads a number of points or a time, such as {@code 2026-01-31} or {@code 2026-01-31T06:00:00}.
   *
   * @throws UserException if it is neither
   */
  public static Train parse(String text) {
    String given = text.strip();
    if (given.matches("\\d{1,18}")) {
      return new Train(Long.parseLong(given), NO_TIME);
    }
    Instant time = time(given.replace(' ', 'T'));
    return new Train(
        0,
        Math.addExact(
            Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1000));
  }

  private static Instant time(String text) {
    try {
      if (text.indexOf('T') < 0) {
        return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      return text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw UserException.usage(
          "The training part is a number of points or a time such as 2026-01-31T06:00:00, cannot be: "
              + text);
    }
  }
}

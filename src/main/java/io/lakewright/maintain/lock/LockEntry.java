package io.lakewright.maintain.lock;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The value of a lock.
 *
 * @param run that holds it
 * @param until after this it means nothing
 * @param host name of the machine, for people
 */
record LockEntry(String run, Instant until, String host, ProcessIdentity process) {
  static final String PREFIX = "lakewright.lock.";
  private static final String SEPARATOR = " ";

  String key() {
    return PREFIX + run;
  }

  String value() {
    return String.join(
        SEPARATOR,
        until.toString(),
        host,
        Long.toString(process.pid()),
        Long.toString(process.started()),
        process.machine());
  }

  /** A lock as it was written; empty if it is not one, which then does not count. */
  static Optional<LockEntry> parse(String key, String value) {
    String[] parts = value.split(SEPARATOR, -1);
    if (!key.startsWith(PREFIX) || parts.length != 5) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new LockEntry(
              key.substring(PREFIX.length()),
              Instant.parse(parts[0]),
              parts[1],
              new ProcessIdentity(parts[4], Long.parseLong(parts[2]), Long.parseLong(parts[3]))));
    } catch (DateTimeParseException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  boolean isStale(Instant now) {
    return !now.isBefore(until) || process.isGone();
  }
}

package io.lakewright.maintain.refs;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;

/** Spans of calendar time, in UTC. */
enum Period {
  HOURLY("yyyy-MM-dd'T'HH"),
  DAILY("yyyy-MM-dd"),
  WEEKLY("yyyy-MM-dd"),
  MONTH_END("yyyy-MM"),
  QUARTER_END("yyyy-MM"),
  YEAR_END("yyyy");

  private final DateTimeFormatter format;

  Period(String pattern) {
    this.format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }

  /** As in a policy, such as {@code month-end}. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Period> of(String key) {
    for (Period period : values()) {
      if (period.key().equals(key)) {
        return Optional.of(period);
      }
    }
    return Optional.empty();
  }

  /** When the period that a time lies in began. */
  Instant start(Instant time) {
    LocalDateTime at = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    LocalDate day = at.toLocalDate();
    LocalDateTime start =
        switch (this) {
          case HOURLY -> at.truncatedTo(ChronoUnit.HOURS);
          case DAILY -> day.atStartOfDay();
          case WEEKLY ->
              day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).atStartOfDay();
          case MONTH_END -> day.withDayOfMonth(1).atStartOfDay();
          case QUARTER_END ->
              LocalDate.of(day.getYear(), (day.getMonthValue() - 1) / 3 * 3 + 1, 1).atStartOfDay();
          case YEAR_END -> LocalDate.of(day.getYear(), 1, 1).atStartOfDay();
        };
    return start.toInstant(ZoneOffset.UTC);
  }

  /** When the period that began then has ended: its last instant is just before. */
  Instant end(Instant start) {
    LocalDateTime at = LocalDateTime.ofInstant(start, ZoneOffset.UTC);
    LocalDateTime end =
        switch (this) {
          case HOURLY -> at.plusHours(1);
          case DAILY -> at.plusDays(1);
          case WEEKLY -> at.plusWeeks(1);
          case MONTH_END -> at.plusMonths(1);
          case QUARTER_END -> at.plusMonths(3);
          case YEAR_END -> at.plusYears(1);
        };
    return end.toInstant(ZoneOffset.UTC);
  }

  /**
   * The period's name: its day, its week's Monday, its month, its quarter's last month, its year.
   */
  String label(Instant start) {
    Instant named = this == QUARTER_END ? end(start).minusMillis(1) : start;
    return format.format(LocalDateTime.ofInstant(named, ZoneOffset.UTC));
  }

  /** The start of the period of that name, if it is one. */
  Optional<Instant> parse(String label) {
    try {
      String day =
          switch (this) {
            case HOURLY -> label;
            case DAILY, WEEKLY -> label + "T00";
            case MONTH_END, QUARTER_END -> label + "-01T00";
            case YEAR_END -> label + "-01-01T00";
          };
      Instant start = start(LocalDateTime.parse(day, HOURLY.format).toInstant(ZoneOffset.UTC));
      return label(start).equals(label) ? Optional.of(start) : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}

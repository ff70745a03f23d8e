package io.lakewright.discord;

import io.lakewright.UserException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * The columns of the input.
 *
 * @param series names the series a point belongs to; empty if all points are one series
 * @param time of a point
 * @param values one column, or several for series of several dimensions
 * @param timeFormat a pattern of Spark's for times that are text; empty for ISO times and epochs
 */
public record Columns(
    Optional<String> series, String time, List<String> values, Optional<String> timeFormat) {
  public Columns {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw UserException.usage("No column of values; name one or several with --value");
    }
    if (new LinkedHashSet<>(values).size() < values.size()) {
      throw UserException.usage("Columns of values must differ, cannot be: " + values);
    }
  }

  /** A column of times and one of values, all one series. */
  public static Columns of(String time, String value) {
    return new Columns(Optional.empty(), time, List.of(value), Optional.empty());
  }

  /** Columns of series, times and values. */
  public static Columns of(String series, String time, String value) {
    return new Columns(Optional.of(series), time, List.of(value), Optional.empty());
  }
}

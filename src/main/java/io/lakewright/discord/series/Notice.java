package io.lakewright.discord.series;

/** What the input may hold beside points that can be taken as they are. */
public enum Notice {
  /** The series column is null: the point is set aside. */
  NO_SERIES("no-series"),
  /** The time is missing: the point is set aside. */
  NO_TIME("no-time"),
  /** The time is not a time: the point is set aside. */
  UNREADABLE_TIME("unreadable-time"),
  /** A value is not a number: taken as missing. */
  UNREADABLE_VALUE("unreadable-value"),
  /** A value is null. */
  MISSING_VALUE("missing-value"),
  /** A value is NaN, infinite, or too large to be squared: taken as missing. */
  NOT_FINITE("not-finite"),
  /** A point with the time, or the step, of another one: they become one, their mean. */
  DUPLICATE_TIME("duplicate-time"),
  /** A step without a point, which is laid out as missing. */
  GAP("gap"),
  /** A gap of the length of a subsequence or more, laid out as one missing point. */
  LONG_GAP("long-gap"),
  /** A missing value that was filled. */
  FILLED("filled"),
  /** A point at or before the last one of an earlier run: set aside. */
  LATE("late"),
  /** A series that an earlier run has searched: left out. */
  KNOWN_SERIES("known-series"),
  /** A series with too few points for one distance. */
  SHORT_SERIES("short-series");

  private final String id;

  Notice(String id) {
    this.id = id;
  }

  /** As in counts and in the table of anomalies. */
  public String id() {
    return id;
  }
}

package io.lakewright.discord.series;

/** What the online rule says of a point. */
public enum Tag {
  INITIALISING,
  IS_ANOMALY,
  IS_NOT_ANOMALY
}

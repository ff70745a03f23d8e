package io.lakewright.discord.series;

/** What the online rule says of a point. */
public enum Tag {
  INITIALISING(0),
  IS_ANOMALY(1),
  IS_NOT_ANOMALY(2);

  private final int code;

  Tag(int code) {
    this.code = code;
  }

  /** A number for it, from 0 on. */
  public int code() {
    return code;
  }
}

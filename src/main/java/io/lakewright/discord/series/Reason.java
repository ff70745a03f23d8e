package io.lakewright.discord.series;

/** Why a point has no distance. */
public enum Reason {
  /** It has one. */
  NONE(0, null),
  /** Fewer points than a subsequence has end here. */
  INCOMPLETE(1, "incomplete"),
  /** The subsequence holds a missing value. */
  MISSING(2, "missing"),
  /** There is no earlier subsequence to compare with. */
  NO_NEIGHBOR(3, "no-neighbor"),
  /** The search did not need the distance: what is far from the top is left out. */
  PRUNED(4, "pruned");

  private final int code;
  private final String id;

  Reason(int code, String id) {
    this.code = code;
    this.id = id;
  }

  /** A number for it, from 0 on. */
  public int code() {
    return code;
  }

  /** As in the table; null for none. */
  public String id() {
    return id;
  }
}

package io.lakewright.discord.series;

/** Why a point has no distance. */
public enum Reason {
  /** It has one. */
  NONE(null),
  /** Fewer points than a subsequence has end here. */
  INCOMPLETE("incomplete"),
  /** The subsequence holds a missing value. */
  MISSING("missing"),
  /** There is no earlier subsequence to compare with. */
  NO_NEIGHBOR("no-neighbor"),
  /** The search did not need the distance: what is far from the top is left out. */
  PRUNED("pruned");

  private final String id;

  Reason(String id) {
    this.id = id;
  }

  /** As in the table; null for none. */
  public String id() {
    return id;
  }
}

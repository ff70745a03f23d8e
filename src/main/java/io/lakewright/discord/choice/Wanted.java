package io.lakewright.discord.choice;

/** What is asked of a search. */
public enum Wanted {
  /** The distance of every subsequence. */
  PROFILE,
  /** The discords alone. */
  DISCORDS
}

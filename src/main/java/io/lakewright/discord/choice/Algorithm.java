package io.lakewright.discord.choice;

/** A way to find the discords; both find the same ones. */
public enum Algorithm {
  /** The whole left profile, by tiles. */
  EXACT,
  /** DAMP: the discords alone. */
  DAMP
}

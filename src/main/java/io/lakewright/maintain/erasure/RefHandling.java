package io.lakewright.maintain.erasure;

import java.util.Arrays;
import java.util.Locale;

/** What happens to branches and tags other than main that hold rows to be erased. */
public enum RefHandling {
  /** Nothing is changed at all; the user decides. */
  REFUSE,
  /** Branches are rewritten like main; a tag moves to a rewritten copy of its snapshot. */
  REWRITE,
  /** They go. */
  DROP;

  /**
   * As on the command line.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static RefHandling parse(String text) {
    return Arrays.stream(values())
        .filter(one -> one.toString().equals(text.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be refuse, rewrite or drop, cannot be: " + text));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

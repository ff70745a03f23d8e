package io.lakewright.maintain.policy;

import java.util.regex.Pattern;

/**
 * A name with {@code *} for any characters, dots among them, and {@code ?} for any one. Case does
 * not matter, as in most catalogs.
 */
public final class Glob {
  private final Pattern pattern;

  /** Every text is a pattern. */
  public Glob(String text) {
    StringBuilder regex = new StringBuilder();
    for (char c : text.strip().toCharArray()) {
      regex.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(c));
          });
    }
    pattern = Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE);
  }

  /** Whether it fits the whole name. */
  public boolean matches(String name) {
    return pattern.matcher(name).matches();
  }
}

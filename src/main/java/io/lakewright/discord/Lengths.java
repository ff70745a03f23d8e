package io.lakewright.discord;

import io.lakewright.UserException;
import java.io.Serializable;

/**
 * The lengths of subsequences that are searched.
 *
 * @param from the smallest; 0 to choose one by the series' autocorrelation
 * @param to the largest
 */
public record Lengths(int from, int to) implements Serializable {
  /** A length for each series, by its autocorrelation. */
  public static final Lengths AUTO = new Lengths(0, 0);

  private static final int SMALLEST = 3;
  private static final int LARGEST = 1_000_000;

  public Lengths {
    boolean auto = from == 0 && to == 0;
    if (!auto && (from < SMALLEST || to > LARGEST || from > to)) {
      throw UserException.usage(
          from == to
              ? "Length of a subsequence must be between %d and %,d points, cannot be: %,d"
                  .formatted(SMALLEST, LARGEST, from)
              : "Lengths of subsequences must be between %d and %,d points, the smaller first, cannot be: %,d to %,d"
                  .formatted(SMALLEST, LARGEST, from, to));
    }
  }

  /** One length. */
  public static Lengths of(int length) {
    return new Lengths(length, length);
  }

  /**
   * Reads a length or {@code auto}.
   *
   * @throws UserException if it is neither
   */
  public static Lengths parse(String text) {
    String given = text.strip();
    return given.equalsIgnoreCase("auto") ? AUTO : of(number(given));
  }

  /**
   * Reads a range such as {@code 50..400}.
   *
   * @throws UserException if it is none
   */
  public static Lengths parseRange(String text) {
    String[] ends = text.strip().split("\\.\\.", -1);
    if (ends.length != 2) {
      throw UserException.usage("Lengths are a range such as 50..400, cannot be: " + text);
    }
    return new Lengths(number(ends[0]), number(ends[1]));
  }

  private static int number(String text) {
    if (!text.matches("\\d{1,9}")) {
      throw UserException.usage("Length must be a number of points or auto, cannot be: " + text);
    }
    return Integer.parseInt(text);
  }

  public boolean isAuto() {
    return from == 0;
  }

  public boolean isRange() {
    return to > from;
  }

  @Override
  public String toString() {
    return isAuto() ? "auto" : isRange() ? from + ".." + to : "" + from;
  }
}

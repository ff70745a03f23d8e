package io.lakewright.report;

import java.util.List;
import java.util.Locale;

/** Small things about text in columns. */
final class Texts {
  private Texts() {}

  /** Without line breaks and control characters, cut to a width. */
  static String oneLine(String text, int width) {
    if (text == null) {
      return "";
    }
    String flat = text.replaceAll("\\p{Cntrl}+", " ").strip();
    int length = flat.codePointCount(0, flat.length());
    return length <= width ? flat : flat.substring(0, flat.offsetByCodePoints(0, width - 1)) + "…";
  }

  /** The widest cell of each column. */
  static int[] widths(List<List<String>> rows) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], length(row.get(i)));
      }
    }
    return widths;
  }

  static String padRight(String text, int width) {
    return text + " ".repeat(Math.max(0, width - length(text)));
  }

  static String padLeft(String text, int width) {
    return " ".repeat(Math.max(0, width - length(text))) + text;
  }

  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%,d", (long) value)
        : String.format(Locale.ROOT, "%,.2f", value);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}

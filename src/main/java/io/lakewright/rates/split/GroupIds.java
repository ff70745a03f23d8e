package io.lakewright.rates.split;

import java.math.BigDecimal;

/** Provider group ids as they are joined: decimals without trailing zeros. */
public final class GroupIds {
  private static final int MAX_DIGITS = 200;

  private GroupIds() {}

  /**
   * {@code 690.64470} and {@code "690.6447"} are the same id; what is no number is kept, trimmed.
   */
  public static String normalise(String text) {
    if (text == null) {
      return null;
    }
    String id = text.strip();
    if (isPlainInteger(id) || id.length() > MAX_DIGITS) {
      return id;
    }
    try {
      BigDecimal number = new BigDecimal(id).stripTrailingZeros();
      // An exponent that would not fit a readable text is left as it was written.
      return Math.abs((long) number.scale()) > MAX_DIGITS ? id : number.toPlainString();
    } catch (NumberFormatException notANumber) {
      return id;
    }
  }

  private static boolean isPlainInteger(String id) {
    if (id.isEmpty() || (id.charAt(0) == '0' && id.length() > 1)) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return true;
  }
}

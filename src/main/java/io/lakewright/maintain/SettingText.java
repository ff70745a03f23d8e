package io.lakewright.maintain;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of settings as people write them. */
final class SettingText {
  private static final Pattern NUMBER_WITH_UNIT = Pattern.compile("(\\d+)\\s*([A-Za-z]*)");

  private SettingText() {}

  static long number(String text) {
    if (!text.trim().matches("\\d{1,18}")) {
      throw new IllegalArgumentException("must be a whole number, cannot be: " + text);
    }
    return Long.parseLong(text.trim());
  }

  static double ratio(String text) {
    try {
      double value = Double.parseDouble(text.trim());
      if (value >= 0 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException notNumeric) {
      // Falls through to the message.
    }
    throw new IllegalArgumentException("must be between 0 and 1, cannot be: " + text);
  }

  static boolean flag(String text) {
    return switch (text.trim().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false, cannot be: " + text);
    };
  }

  static long bytes(String text) {
    Matcher matcher = NUMBER_WITH_UNIT.matcher(text.trim());
    if (matcher.matches() && matcher.group(1).length() < 16) {
      int shift =
          switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
            case "", "b" -> 0;
            case "k", "kb", "kib" -> 10;
            case "m", "mb", "mib" -> 20;
            case "g", "gb", "gib" -> 30;
            case "t", "tb", "tib" -> 40;
            default -> -1;
          };
      long number = Long.parseLong(matcher.group(1));
      if (shift >= 0 && number <= Long.MAX_VALUE >> shift) {
        return number << shift;
      }
    }
    throw new IllegalArgumentException("must be a size such as 512 MiB, cannot be: " + text);
  }

  static Duration duration(String text) {
    Matcher matcher = NUMBER_WITH_UNIT.matcher(text.trim());
    if (matcher.matches() && matcher.group(1).length() < 10) {
      long number = Long.parseLong(matcher.group(1));
      Duration unit =
          switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(1);
            case "min", "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            case "d" -> Duration.ofDays(1);
            case "w" -> Duration.ofDays(7);
            default -> null;
          };
      if (unit != null) {
        return unit.multipliedBy(number);
      }
    }
    throw new IllegalArgumentException("must be a time span such as 36h or 5d, cannot be: " + text);
  }

  static List<String> list(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::trim)
        .filter(part -> !part.isEmpty())
        .toList();
  }
}

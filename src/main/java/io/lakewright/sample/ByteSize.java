package io.lakewright.sample;

import io.lakewright.UserException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 20kb}, {@code 110mb}, {@code 1.5gb}, {@code 64mib}. */
public final class ByteSize {
  private static final Pattern TEXT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([kmgt]?i?b?)");
  private static final Map<String, Long> UNITS =
      Map.of(
          "",
          1L,
          "k",
          1_000L,
          "m",
          1_000_000L,
          "g",
          1_000_000_000L,
          "t",
          1_000_000_000_000L,
          "ki",
          1L << 10,
          "mi",
          1L << 20,
          "gi",
          1L << 30,
          "ti",
          1L << 40);

  private ByteSize() {}

  /**
   * The number of bytes; {@code kb} is 1,000 bytes, {@code kib} 1,024.
   *
   * @throws UserException if the text is not a size
   */
  public static long parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      Long unit = UNITS.get(matcher.group(2).replace("b", ""));
      if (unit != null) {
        return StrictMath.round(Double.parseDouble(matcher.group(1)) * unit);
      }
    }
    throw UserException.usage(
        "Size must be a number with a unit such as 500kb, 110mb or 1gb, cannot be: " + text);
  }
}

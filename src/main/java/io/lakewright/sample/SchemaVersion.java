package io.lakewright.sample;

import io.lakewright.UserException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The generations of the federal schema that can be written. */
public enum SchemaVersion {
  V1_0_0("1.0.0"),
  V1_3_1("1.3.1"),
  V1_6_2("1.6.2"),
  V2_0_0("2.0.0"),
  V2_1_0("2.1.0"),
  V2_2_0("2.2.0");

  private final String text;

  SchemaVersion(String text) {
    this.text = text;
  }

  /**
   * The version of that name; {@code 1} and {@code 2}, {@code 1.6} and so on mean the newest that
   * starts so.
   *
   * @throws UserException if there is none
   */
  public static SchemaVersion parse(String text) {
    SchemaVersion found = null;
    for (SchemaVersion version : values()) {
      if (version.text.equals(text) || version.text.startsWith(text + ".")) {
        found = version;
      }
    }
    if (found == null) {
      throw UserException.usage(
          "Schema version must be one of "
              + Arrays.stream(values()).map(v -> v.text).collect(Collectors.joining(", "))
              + ", cannot be: "
              + text);
    }
    return found;
  }

  /** Whether settings, network names and business names exist. */
  boolean second() {
    return compareTo(V2_0_0) >= 0;
  }

  @Override
  public String toString() {
    return text;
  }
}

package io.lakewright.cli;

import io.lakewright.maintain.Setting;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 90min}, {@code 36h} or {@code 5d}. */
final class TimeSpan implements ITypeConverter<Duration> {
  private static final Setting<Duration> FORM = Setting.duration("span", "1d", "A time span.");

  /** As it is written on the command line, in the largest unit that fits. */
  static String text(Duration time) {
    long seconds = time.toSeconds();
    if (seconds == 0 || seconds % 60 != 0) {
      return seconds + "s";
    }
    if (seconds % 3600 != 0) {
      return seconds / 60 + "min";
    }
    return seconds % 86_400 == 0 ? seconds / 86_400 + "d" : seconds / 3600 + "h";
  }

  @Override
  public Duration convert(String text) {
    try {
      return FORM.parser().apply(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}

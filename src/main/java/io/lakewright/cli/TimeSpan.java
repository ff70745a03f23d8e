package io.lakewright.cli;

import io.lakewright.maintain.Setting;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 90min}, {@code 36h} or {@code 5d}. */
final class TimeSpan implements ITypeConverter<Duration> {
  private static final Setting<Duration> FORM = Setting.duration("span", "1d", "A time span.");

  @Override
  public Duration convert(String text) {
    try {
      return FORM.parser().apply(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}

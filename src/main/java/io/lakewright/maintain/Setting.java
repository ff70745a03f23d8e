package io.lakewright.maintain;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * One key of a policy with its type, default and meaning; also the table property {@code
 * lakewright.<step>.<key>}.
 *
 * @param key kebab-case, such as {@code target-file-size}
 * @param defaultText as one would write it in a policy
 * @param parser gives the value, or throws {@link IllegalArgumentException} with a message for
 *     people
 */
public record Setting<T>(
    String key, String defaultText, String meaning, Function<String, T> parser) {

  /** A count or another whole number, not negative. */
  public static Setting<Long> number(String key, long standard, String meaning) {
    return new Setting<>(key, Long.toString(standard), meaning, SettingText::number);
  }

  /** A share from 0 to 1. */
  public static Setting<Double> ratio(String key, double standard, String meaning) {
    return new Setting<>(key, Double.toString(standard), meaning, SettingText::ratio);
  }

  /** A size such as {@code 512 MiB}. */
  public static Setting<Long> bytes(String key, String standard, String meaning) {
    return new Setting<>(key, standard, meaning, SettingText::bytes);
  }

  /** A time span such as {@code 5d} or {@code 36h}. */
  public static Setting<Duration> duration(String key, String standard, String meaning) {
    return new Setting<>(key, standard, meaning, SettingText::duration);
  }

  public static Setting<Boolean> flag(String key, boolean standard, String meaning) {
    return new Setting<>(key, Boolean.toString(standard), meaning, SettingText::flag);
  }

  public static Setting<String> text(String key, String standard, String meaning) {
    return new Setting<>(key, standard, meaning, Function.identity());
  }

  /** Comma-separated in a table property, a list in a policy. */
  public static Setting<List<String>> list(String key, String standard, String meaning) {
    return new Setting<>(key, standard, meaning, SettingText::list);
  }
}

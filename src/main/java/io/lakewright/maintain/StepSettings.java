package io.lakewright.maintain;

import java.util.Map;

/** What holds for one step on one table, after defaults, policy and table properties. */
public record StepSettings(boolean enabled, Map<String, String> values) {
  public StepSettings {
    values = Map.copyOf(values);
  }

  /**
   * The value, or the setting's default.
   *
   * @throws IllegalArgumentException if the text does not fit; policies are checked when read
   */
  public <T> T get(Setting<T> setting) {
    String text = values.getOrDefault(setting.key(), setting.defaultText());
    try {
      return setting.parser().apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(setting.key() + " " + e.getMessage(), e);
    }
  }
}

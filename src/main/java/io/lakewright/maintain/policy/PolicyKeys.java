package io.lakewright.maintain.policy;

import io.lakewright.config.Nearest;
import io.lakewright.maintain.Setting;
import io.lakewright.maintain.Step;
import io.lakewright.maintain.StepName;
import io.lakewright.maintain.StepSettings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** All steps with all keys that a policy may hold for them. */
public final class PolicyKeys {
  /** The key that every step has. */
  public static final String ENABLED = "enabled";

  private final Map<StepName, Map<String, Setting<?>>> settings = new EnumMap<>(StepName.class);

  /** The keys of these steps. */
  public PolicyKeys(List<Step> steps) {
    for (Step step : steps) {
      Map<String, Setting<?>> keys = new LinkedHashMap<>();
      keys.put(
          ENABLED, Setting.flag(ENABLED, step.enabledByDefault(), "Whether the step runs at all."));
      step.settings().forEach(setting -> keys.put(setting.key(), setting));
      settings.put(step.name(), keys);
    }
  }

  Set<StepName> steps() {
    return settings.keySet();
  }

  /** The settings of a step, {@code enabled} first. */
  public List<Setting<?>> settings(StepName step) {
    return List.copyOf(settings.get(step).values());
  }

  Optional<StepName> step(String key) {
    return settings.keySet().stream().filter(step -> step.key().equals(key)).findFirst();
  }

  List<String> stepKeys() {
    return settings.keySet().stream().map(StepName::key).toList();
  }

  /**
   * Nothing if the key is one of the step's and the value fits, else what is wrong, as the rest of
   * a sentence.
   */
  Optional<String> problem(StepName step, String key, String value) {
    Setting<?> setting = settings.get(step).get(key);
    if (setting == null) {
      return Optional.of(
          "is not a setting of the step %s.%s"
              .formatted(
                  step.key(), Nearest.question(key, new ArrayList<>(settings.get(step).keySet()))));
    }
    try {
      Objects.requireNonNull(setting.parser().apply(value), setting.key());
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  StepSettings settings(StepName step, Map<String, String> values) {
    Map<String, String> own = new HashMap<>(values);
    String enabled = own.remove(ENABLED);
    if (enabled == null) {
      enabled = settings.get(step).get(ENABLED).defaultText();
    }
    return new StepSettings(Boolean.parseBoolean(enabled.strip()), own);
  }
}

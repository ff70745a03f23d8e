package io.lakewright.maintain.policy;

import io.lakewright.UserException;
import io.lakewright.maintain.Setting;
import io.lakewright.maintain.StepName;
import io.lakewright.maintain.StepSettings;
import io.lakewright.maintain.TableName;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A policy that was read and checked.
 *
 * @param rules weakest first
 * @param commands stronger than everything, table properties too
 */
public record Policy(
    PolicyKeys keys, List<Rule> rules, Map<StepName, Map<String, String>> commands) {
  /**
   * Settings for some tables.
   *
   * @param scope null for the defaults, which are for all
   */
  record Rule(Scope scope, Glob glob, Map<StepName, Map<String, String>> settings) {
    boolean covers(TableName table) {
      return scope == null || scope.covers(glob, table);
    }
  }

  public Policy {
    // A stable sort: among equals the later in the file stays the stronger.
    rules =
        rules.stream()
            .sorted(
                Comparator.comparing(Rule::scope, Comparator.nullsFirst(Comparator.naturalOrder())))
            .toList();
    commands = Map.copyOf(commands);
  }

  /** The declared defaults alone. */
  public static Policy standard(PolicyKeys keys) {
    return new Policy(keys, List.of(), Map.of());
  }

  /** With one setting as the command line gives it, for all tables. */
  public Policy with(StepName step, Setting<?> setting, String value) {
    Map<String, String> settings = new HashMap<>(commands.getOrDefault(step, Map.of()));
    settings.put(setting.key(), value);
    Map<StepName, Map<String, String>> more = new HashMap<>(commands);
    more.put(step, Map.copyOf(settings));
    return new Policy(keys, rules, more);
  }

  /**
   * What holds for one table.
   *
   * @param properties of the table
   * @throws UserException if a property {@code lakewright.<step>.<key>} is not a setting, or its
   *     value does not fit
   */
  public Map<StepName, StepSettings> settingsFor(TableName table, Map<String, String> properties) {
    Map<StepName, Map<String, String>> values = new EnumMap<>(StepName.class);
    keys.steps().forEach(step -> values.put(step, new HashMap<>()));
    for (Rule rule : rules) {
      if (rule.covers(table)) {
        rule.settings().forEach((step, settings) -> values.get(step).putAll(settings));
      }
    }
    TableProperties.of(keys, table, properties)
        .forEach((step, settings) -> values.get(step).putAll(settings));
    commands.forEach(
        (step, settings) -> {
          if (values.containsKey(step)) {
            values.get(step).putAll(settings);
          }
        });
    Map<StepName, StepSettings> result = new EnumMap<>(StepName.class);
    values.forEach((step, settings) -> result.put(step, keys.settings(step, settings)));
    return result;
  }
}

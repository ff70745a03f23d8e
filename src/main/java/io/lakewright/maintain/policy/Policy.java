package io.lakewright.maintain.policy;

import io.lakewright.UserException;
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
 */
public record Policy(PolicyKeys keys, List<Rule> rules) {
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
  }

  /** The declared defaults alone. */
  public static Policy standard(PolicyKeys keys) {
    return new Policy(keys, List.of());
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
    Map<StepName, StepSettings> result = new EnumMap<>(StepName.class);
    values.forEach((step, settings) -> result.put(step, keys.settings(step, settings)));
    return result;
  }
}

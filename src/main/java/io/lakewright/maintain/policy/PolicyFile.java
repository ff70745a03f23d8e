package io.lakewright.maintain.policy;

import io.lakewright.UserException;
import io.lakewright.config.Nearest;
import io.lakewright.config.Yaml;
import io.lakewright.maintain.StepName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a policy from YAML. Whatever it does not understand is an error. */
public final class PolicyFile {
  private static final String DEFAULTS = "defaults";
  private static final String OVERRIDES = "overrides";
  private static final List<String> SCOPES = Arrays.stream(Scope.values()).map(Scope::key).toList();

  private final String place;
  private final PolicyKeys keys;

  private PolicyFile(String place, PolicyKeys keys) {
    this.place = place;
    this.keys = keys;
  }

  /**
   * Reads a policy.
   *
   * @param place a local path or a URI that Hadoop reads
   * @throws UserException if anything in it is unknown or does not fit
   */
  public static Policy read(String place, PolicyKeys keys) {
    return new PolicyFile(place, keys).policy(Yaml.read(place));
  }

  static Policy parse(String place, String yaml, PolicyKeys keys) {
    return new PolicyFile(place, keys).policy(Yaml.parse(place, yaml));
  }

  private Policy policy(Object document) {
    List<Policy.Rule> rules = new ArrayList<>();
    for (Map.Entry<String, Object> part : mapping("the policy", document).entrySet()) {
      switch (part.getKey()) {
        case DEFAULTS -> rules.add(new Policy.Rule(null, null, steps(DEFAULTS, part.getValue())));
        case OVERRIDES -> overrides(part.getValue(), rules);
        default ->
            throw wrong(
                "Unknown key '%s'",
                part.getKey(), "." + Nearest.question(part.getKey(), topLevel()));
      }
    }
    return new Policy(keys, rules, Map.of());
  }

  private static List<String> topLevel() {
    return List.of(DEFAULTS, OVERRIDES);
  }

  private void overrides(Object value, List<Policy.Rule> rules) {
    if (!(value instanceof List<?> list)) {
      throw wrong("'%s'", OVERRIDES, " must be a list, each entry beginning with '- table: …'");
    }
    for (Object entry : list) {
      Map<String, Object> override = mapping("an entry of " + OVERRIDES, entry);
      List<String> named = SCOPES.stream().filter(override::containsKey).toList();
      if (named.size() != 1) {
        throw wrong("An entry of %s", OVERRIDES, " must name one of " + String.join(", ", SCOPES));
      }
      Scope scope = Scope.valueOf(named.get(0).toUpperCase(Locale.ROOT));
      String glob = text(scope.key(), override.remove(scope.key()));
      String title = "%s: %s".formatted(scope.key(), glob);
      rules.add(new Policy.Rule(scope, new Glob(glob), steps(title, override)));
    }
  }

  private Map<StepName, Map<String, String>> steps(String title, Object value) {
    Map<StepName, Map<String, String>> steps = new EnumMap<>(StepName.class);
    for (Map.Entry<String, Object> entry : mapping("'" + title + "'", value).entrySet()) {
      Optional<StepName> step = keys.step(entry.getKey());
      if (step.isEmpty()) {
        List<String> known =
            Stream.concat(keys.stepKeys().stream(), SCOPES.stream()).collect(Collectors.toList());
        throw wrong(
            "Unknown step '%s'",
            entry.getKey(), " under '" + title + "'." + Nearest.question(entry.getKey(), known));
      }
      steps.put(step.get(), settings(title, step.get(), entry.getValue()));
    }
    return steps;
  }

  private Map<String, String> settings(String title, StepName step, Object value) {
    Map<String, String> settings = new LinkedHashMap<>();
    String where = "'%s' under '%s'".formatted(step.key(), title);
    for (Map.Entry<String, Object> entry : mapping(where, value).entrySet()) {
      String text = text(entry.getKey(), entry.getValue());
      Optional<String> problem = keys.problem(step, entry.getKey(), text);
      if (problem.isPresent()) {
        throw wrong("'%s'", entry.getKey(), " of " + where + " " + problem.get());
      }
      settings.put(entry.getKey(), text);
    }
    return settings;
  }

  /** A list or a mapping becomes the text that a table property would hold. */
  private String text(String key, Object value) {
    if (value instanceof String text && !text.isEmpty()) {
      return text;
    }
    if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
      return list.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
    if (value instanceof Map<?, ?> map
        && map.values().stream().allMatch(String.class::isInstance)) {
      return map.entrySet().stream()
          .map(entry -> entry.getKey() + "=" + entry.getValue())
          .collect(Collectors.joining(","));
    }
    throw wrong("'%s'", key, " must have a value, a list of values or a mapping to values");
  }

  private Map<String, Object> mapping(String what, Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw UserException.usage(
          "%s in %s must be a mapping, such as 'compaction: {enabled: false}'"
              .formatted(what, place));
    }
    Map<String, Object> mapping = new LinkedHashMap<>();
    map.forEach((key, one) -> mapping.put(String.valueOf(key), one));
    return mapping;
  }

  private UserException wrong(String format, String name, String rest) {
    return UserException.usage(format.formatted(name) + " in " + place + rest);
  }
}

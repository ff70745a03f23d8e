package io.lakewright.maintain.policy;

import io.lakewright.UserException;
import io.lakewright.config.Nearest;
import io.lakewright.maintain.StepName;
import io.lakewright.maintain.TableName;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Settings that a table carries itself: {@code lakewright.<step>.<key>}. */
final class TableProperties {
  private static final String PREFIX = "lakewright.";

  /** A word this far from a step's name is somebody else's. */
  private static final int TYPING_ERRORS = 2;

  private TableProperties() {}

  static Map<StepName, Map<String, String>> of(
      PolicyKeys keys, TableName table, Map<String, String> properties) {
    Map<StepName, Map<String, String>> settings = new EnumMap<>(StepName.class);
    for (Map.Entry<String, String> property : properties.entrySet()) {
      String name = property.getKey();
      int dot = name.indexOf('.', PREFIX.length());
      if (!name.startsWith(PREFIX) || dot < 0) {
        continue;
      }
      String word = name.substring(PREFIX.length(), dot);
      Optional<StepName> step = keys.step(word);
      if (step.isEmpty()) {
        refuseTypingError(keys, table, name, word);
        continue;
      }
      String key = name.substring(dot + 1);
      Optional<String> problem = keys.problem(step.get(), key, property.getValue());
      if (problem.isPresent()) {
        throw new UserException(
            "The property %s of %s %s Set it right, or: ALTER TABLE %s UNSET TBLPROPERTIES ('%s')"
                .formatted(name, table, sentence(problem.get()), table.quoted(), name));
      }
      settings.computeIfAbsent(step.get(), one -> new HashMap<>()).put(key, property.getValue());
    }
    return settings;
  }

  private static void refuseTypingError(
      PolicyKeys keys, TableName table, String property, String word) {
    Nearest.within(TYPING_ERRORS, word, keys.stepKeys())
        .ifPresent(
            step -> {
              throw new UserException(
                  "The property %s of %s names no step. Did you mean '%s'? ALTER TABLE %s UNSET TBLPROPERTIES ('%s') removes it"
                      .formatted(property, table, step, table.quoted(), property));
            });
  }

  private static String sentence(String text) {
    return text.endsWith(".") || text.endsWith("?") ? text : text + ".";
  }
}

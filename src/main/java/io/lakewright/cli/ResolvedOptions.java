package io.lakewright.cli;

import io.lakewright.config.Secrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of a command after command line, file and defaults, fit to be shown. */
final class ResolvedOptions {
  private ResolvedOptions() {}

  /** By name as in YAML; options without a value are left out. */
  static Map<String, Object> of(CommandSpec spec) {
    Map<String, Object> resolved = new LinkedHashMap<>();
    for (OptionSpec option : spec.options()) {
      Object value = option.getValue();
      if (option.usageHelp() || option.versionHelp() || option.hidden() || isEmpty(value)) {
        continue;
      }
      String name = option.longestName().replaceFirst("^-+", "");
      resolved.put(name, shown(name, value));
    }
    return resolved;
  }

  private static boolean isEmpty(Object value) {
    return value == null
        || (value instanceof Collection<?> collection && collection.isEmpty())
        || (value instanceof Map<?, ?> map && map.isEmpty());
  }

  private static Object shown(String name, Object value) {
    List<String> texts = new ArrayList<>();
    if (value instanceof Collection<?> collection) {
      collection.forEach(element -> texts.add(text(name, element)));
    } else if (value instanceof Object[] array) {
      for (Object element : array) {
        texts.add(text(name, element));
      }
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, element) -> texts.add(key + "=" + text(String.valueOf(key), element)));
    } else {
      return text(name, value);
    }
    return texts;
  }

  private static String text(String name, Object value) {
    return Secrets.mask(name, words(value));
  }

  private static String words(Object value) {
    if (value instanceof Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
    return value instanceof Duration time ? TimeSpan.text(time) : String.valueOf(value);
  }
}

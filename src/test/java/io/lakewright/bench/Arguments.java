package io.lakewright.bench;

import io.lakewright.sample.ByteSize;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code --name value} pairs of a benchmark, each with a default. */
final class Arguments {
  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * @param defaults names without hyphens and their values, in turn
   */
  Arguments(String[] given, String... defaults) {
    for (int i = 0; i < defaults.length; i += 2) {
      values.put(defaults[i], defaults[i + 1]);
    }
    for (int i = 0; i < given.length; i += 2) {
      String name = given[i].replaceFirst("^--", "");
      if (!values.containsKey(name) || i + 1 == given.length) {
        System.err.println("Options, with their defaults: " + values);
        System.exit(2);
      }
      values.put(name, given[i + 1]);
    }
  }

  String text(String name) {
    return values.get(name);
  }

  int number(String name) {
    return Integer.parseInt(values.get(name));
  }

  long bytes(String name) {
    return ByteSize.parse(values.get(name));
  }
}

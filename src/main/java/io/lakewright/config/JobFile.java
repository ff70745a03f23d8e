package io.lakewright.config;

import io.lakewright.UserException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A job written down in YAML: {@code job: flatten} and its options by their names. Values are
 * texts, exactly as on the command line, so {@code 1.10} stays {@code 1.10}.
 *
 * @param place where it was read from, for messages
 * @param job the command; null if the file does not say
 * @param settings option names to the values each was given, in the order of the file
 */
public record JobFile(String place, String job, Map<String, List<String>> settings) {
  private static final String JOB = "job";

  /**
   * Reads a job file.
   *
   * @param place a local path or a URI that Hadoop reads
   * @throws UserException if it is missing, too large or not a YAML mapping of options
   */
  public static JobFile read(String place) {
    return parse(place, Yaml.read(place));
  }

  static JobFile parse(String place, String yaml) {
    return parse(place, Yaml.parse(place, yaml));
  }

  private static JobFile parse(String place, Object document) {
    if (!(document instanceof Map<?, ?> map)) {
      throw UserException.usage(
          place + " must hold one mapping of option names to values, such as 'input: data/'.");
    }
    String job = null;
    Map<String, List<String>> settings = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = String.valueOf(entry.getKey());
      if (key.equals(JOB)) {
        job = scalar(place, key, entry.getValue());
      } else {
        settings.put(key, values(place, key, entry.getValue()));
      }
    }
    return new JobFile(place, job, settings);
  }

  private static List<String> values(String place, String key, Object value) {
    List<String> values = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object element : list) {
        values.add(scalar(place, key, element));
      }
    } else if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        values.add(entry.getKey() + "=" + scalar(place, key, entry.getValue()));
      }
    } else {
      values.add(scalar(place, key, value));
    }
    return List.copyOf(values);
  }

  private static String scalar(String place, String key, Object value) {
    if (value instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw UserException.usage(
        "'"
            + key
            + "' in "
            + place
            + (value == null || value.equals("")
                ? " has no value. Give one or remove the line."
                : " must be a single value here, not a list or mapping."));
  }
}

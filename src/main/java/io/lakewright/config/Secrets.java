package io.lakewright.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Hides what must not be printed or stored. */
public final class Secrets {
  /** What stands in the place of a secret. */
  public static final String MASK = "***";

  private static final Pattern NAME =
      Pattern.compile(
          "(?i)secret|passw|passphrase|token|credential(?!s\\.provider)|api[._-]?key|access[._-]?key"
              + "|private[._-]?key|account[._-]?key|signature"
              // Conditions may name a person.
              + "|^-*where$");
  private static final Pattern USER_INFO = Pattern.compile("(?i)([a-z][a-z0-9+.-]*://)[^/@\\s]+@");

  /** Signed URLs carry their permission in the query. */
  private static final Pattern QUERY = Pattern.compile("(?i)(https?://[^?#\\s]*)\\?[^#\\s,]*");

  private static final Pattern ASSIGNMENT =
      Pattern.compile("^(-{0,2}[^=\\s/?]+)=(.*)$", Pattern.DOTALL);

  private Secrets() {}

  /** Whether a setting of this name holds a secret. */
  public static boolean isSecret(String name) {
    return NAME.matcher(name).find();
  }

  /** The value of the named setting as it may be shown. */
  public static String mask(String name, String value) {
    return isSecret(name) ? MASK : maskText(value);
  }

  /** A text of unknown kind: credentials and queries within URLs, and secret assignments. */
  public static String maskText(String text) {
    String masked = USER_INFO.matcher(text).replaceAll("$1" + MASK + "@");
    masked = QUERY.matcher(masked).replaceAll("$1?" + MASK);
    var assignment = ASSIGNMENT.matcher(masked);
    if (assignment.matches()) {
      String name = assignment.group(1);
      // --spark-conf=key=value is an assignment within an assignment.
      String value = assignment.group(2);
      return name + "=" + (isSecret(name) ? MASK : value.contains("=") ? maskText(value) : value);
    }
    return masked;
  }

  /** A command line, token by token; the value after a secret option is masked too. */
  public static List<String> maskArguments(List<String> arguments) {
    List<String> masked = new ArrayList<>();
    boolean secretNext = false;
    for (String argument : arguments) {
      boolean option = argument.startsWith("--");
      masked.add(secretNext && !option ? MASK : maskText(argument));
      secretNext = option && !argument.contains("=") && isSecret(argument);
    }
    return masked;
  }

  /** Settings by name. */
  public static Map<String, String> mask(Map<String, String> settings) {
    Map<String, String> masked = new LinkedHashMap<>();
    settings.forEach((name, value) -> masked.put(name, mask(name, value)));
    return masked;
  }
}

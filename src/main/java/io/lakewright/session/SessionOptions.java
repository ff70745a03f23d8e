package io.lakewright.session;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a user may say about the session.
 *
 * @param application the name shown in the Spark UI
 * @param master Spark master URL; null for what the platform gives, or {@code local[*]}
 * @param warehouse folder in which tables live; null for the platform's own, or {@code ./lake}
 * @param sparkConf Spark properties that win over everything else
 */
public record SessionOptions(
    String application, String master, String warehouse, Map<String, String> sparkConf) {

  public SessionOptions {
    sparkConf = Map.copyOf(new LinkedHashMap<>(sparkConf));
  }

  /** A session with defaults only. */
  public static SessionOptions of(String application) {
    return new SessionOptions(application, null, null, Map.of());
  }
}

package io.lakewright.maintain.lock;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The properties of the session's catalog. */
final class Conf {
  private static final String PREFIX = "spark.sql.catalog.lake.";

  private Conf() {}

  static Map<String, String> of(SparkSession spark) {
    Map<String, String> properties = new HashMap<>();
    for (var setting : spark.sparkContext().conf().getAllWithPrefix(PREFIX)) {
      properties.put(setting._1(), setting._2());
    }
    return properties;
  }
}

package io.lakewright.testkit;

import io.lakewright.session.SessionOptions;
import io.lakewright.session.SparkSessions;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests one {@link SparkSession} per JVM, as a parameter or by {@link #session()}: the
 * application's own for a local run, with two threads and a temporary warehouse.
 */
public final class SparkExtension implements Extension, ParameterResolver {
  private static final String CATALOG = "lakewright.test.catalog";

  private static SparkSession session;
  private static Path warehouse;

  /** The session, started when first asked for. Tests must not stop it. */
  public static synchronized SparkSession session() {
    if (session == null || session.sparkContext().isStopped()) {
      session = start(warehouse());
    }
    return session;
  }

  /** The folder that holds the session's tables. */
  public static synchronized Path warehouse() {
    if (warehouse == null) {
      warehouse = TestDirs.temporary("warehouse-");
    }
    return warehouse;
  }

  private static SparkSession start(Path warehouse) {
    Map<String, String> frugal =
        Map.of(
            "spark.sql.shuffle.partitions", "4",
            "spark.default.parallelism", "4",
            "spark.local.dir", warehouse.resolve("local").toString(),
            "spark.databricks.delta.snapshotPartitions", "2",
            "spark.sql.catalogImplementation", System.getProperty(CATALOG, "hive"),
            // Code for a query is compiled once, not again after a hundred others.
            "spark.sql.codegen.cache.maxEntries", "2000",
            // Nobody looks at the plans.
            "spark.sql.ui.explainMode", "simple");
    return SparkSessions.open(
            new SessionOptions("Lakewright tests", "local[2]", warehouse.toString(), frugal))
        .spark();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SparkSession.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return session();
  }
}

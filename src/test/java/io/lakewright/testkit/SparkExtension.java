package io.lakewright.testkit;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests one {@link SparkSession} per JVM, as a parameter or by {@link #session()}: two
 * threads, Iceberg in the catalog {@code lake}, Delta and Parquet in the session catalog, all below
 * a temporary warehouse.
 */
public final class SparkExtension implements Extension, ParameterResolver {
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
    return SparkSession.builder()
        .master("local[2]")
        .appName("Lakewright tests")
        .config("spark.ui.enabled", false)
        .config("spark.sql.shuffle.partitions", 4)
        .config("spark.default.parallelism", 4)
        .config("spark.driver.host", "localhost")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.local.dir", warehouse.resolve("local").toString())
        .config("spark.sql.warehouse.dir", warehouse.resolve("spark").toUri().toString())
        .config("spark.sql.session.timeZone", "UTC")
        .config(
            "spark.sql.extensions",
            "io.delta.sql.DeltaSparkSessionExtension,"
                + "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
        .config(
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        .config("spark.databricks.delta.snapshotPartitions", 2)
        .config("spark.sql.catalog.lake", "org.apache.iceberg.spark.SparkCatalog")
        .config("spark.sql.catalog.lake.type", "jdbc")
        .config("spark.sql.catalog.lake.uri", "jdbc:sqlite:" + warehouse.resolve("lake.db"))
        .config("spark.sql.catalog.lake.jdbc.schema-version", "V1")
        .config("spark.sql.catalog.lake.warehouse", warehouse.resolve("iceberg").toString())
        .getOrCreate();
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

package io.lakewright.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class SparkSessionsTest {
  private static final Properties NONE = new Properties();

  @Test
  void runsEmbeddedOnAllCoresByDefault() {
    SparkConf conf = local(SessionOptions.of("t"));
    assertThat(conf.get("spark.master")).isEqualTo("local[*]");
    assertThat(conf.get("spark.ui.enabled")).isEqualTo("false");
    assertThat(conf.get("spark.sql.session.timeZone")).isEqualTo("UTC");
    assertThat(conf.get("spark.hadoop.fs.s3.impl")).endsWith("S3AFileSystem");
  }

  @Test
  void keepsEverythingBelowTheWarehouse() {
    SparkConf conf = local(new SessionOptions("t", null, "some/where", Map.of()));
    String root = Path.of("some/where").toAbsolutePath().toString();
    assertThat(conf.get("spark.sql.warehouse.dir")).isEqualTo(root + "/tables");
    assertThat(conf.get("spark.sql.catalog.lake.uri"))
        .isEqualTo("jdbc:sqlite:" + root + "/lake-catalog.db");
    assertThat(conf.get("spark.sql.catalog.lake.warehouse")).isEqualTo(root + "/lake");
    assertThat(conf.get("spark.hadoop.javax.jdo.option.ConnectionURL"))
        .isEqualTo("jdbc:derby:;databaseName=" + root + "/metastore;create=true");
  }

  @Test
  void takesAWarehouseOnS3() {
    SparkConf conf = local(new SessionOptions("t", null, "s3://bucket/lake/", Map.of()));
    assertThat(conf.get("spark.sql.warehouse.dir")).isEqualTo("s3://bucket/lake/tables");
    assertThat(conf.get("spark.sql.catalog.lake.type")).isEqualTo("hadoop");
    assertThat(conf.contains("spark.sql.catalog.lake.catalog-impl")).isFalse();
  }

  @Test
  void knowsIcebergAndDelta() {
    SparkConf conf = local(SessionOptions.of("t"));
    assertThat(conf.get("spark.sql.extensions"))
        .isEqualTo(
            "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions,"
                + "io.delta.sql.DeltaSparkSessionExtension");
    assertThat(conf.get("spark.sql.catalog.spark_catalog")).endsWith("DeltaCatalog");
  }

  @Test
  void everyIcebergCatalogTriesAgainAsOftenAsIcebergRecommends() {
    String prod = "spark.sql.catalog.prod";
    String mine = "spark.sql.catalog.mine";
    String iceberg = "org.apache.iceberg.spark.SparkCatalog";
    SparkConf conf =
        local(
            new SessionOptions(
                "t",
                null,
                null,
                Map.of(prod, iceberg, mine, iceberg, mine + ".s3.retry.num-retries", "7")));
    assertThat(conf.get("spark.sql.catalog.lake.s3.retry.num-retries")).isEqualTo("32");
    assertThat(conf.get(prod + ".s3.retry.num-retries")).isEqualTo("32");
    assertThat(conf.get(mine + ".s3.retry.num-retries")).isEqualTo("7");
    assertThat(conf.contains("spark.sql.catalog.spark_catalog.s3.retry.num-retries")).isFalse();
  }

  @Test
  void letsTheUsersSparkPropertiesWin() {
    SparkConf conf =
        local(
            new SessionOptions(
                "t",
                "local[3]",
                null,
                Map.of("spark.sql.session.timeZone", "CET", "spark.x", "1")));
    assertThat(conf.get("spark.sql.session.timeZone")).isEqualTo("CET");
    assertThat(conf.get("spark.x")).isEqualTo("1");
    assertThat(conf.get("spark.master")).isEqualTo("local[3]");
  }

  @Test
  void takesTheMasterFromTheEnvironmentUnlessGiven() {
    Map<String, String> environment = Map.of("SPARK_MASTER", "spark://h:7077");
    assertThat(
            SparkSessions.configuration(SessionOptions.of("t"), environment, NONE)
                .get("spark.master"))
        .isEqualTo("spark://h:7077");
    assertThat(
            SparkSessions.configuration(
                    new SessionOptions("t", "local[1]", null, Map.of()), environment, NONE)
                .get("spark.master"))
        .isEqualTo("local[1]");
  }

  @Test
  void shipsTheLibrariesThatAPlainClusterLacks() {
    SparkConf conf =
        SparkSessions.configuration(
            new SessionOptions("t", "spark://h:7077", null, Map.of()), Map.of(), NONE);
    assertThat(conf.get("spark.jars"))
        .contains(
            "iceberg-spark-runtime", "delta-spark", "delta-storage", "spark-avro", "hadoop-aws");
  }

  @Test
  void leavesToGlueWhatGlueGives() {
    SparkConf conf =
        SparkSessions.configuration(SessionOptions.of("t"), Map.of("GLUE_VERSION", "5.1"), NONE);
    assertThat(conf.contains("spark.master")).isFalse();
    assertThat(conf.contains("spark.sql.warehouse.dir")).isFalse();
    assertThat(conf.contains("spark.hadoop.fs.s3.impl")).isFalse();
    assertThat(conf.get("spark.sql.catalog.lake.type")).isEqualTo("glue");
    assertThat(conf.get("spark.sql.session.timeZone")).isEqualTo("UTC");
  }

  @Test
  void recognisesThePlatform() {
    Properties serverless = new Properties();
    serverless.setProperty("spark.emr-serverless.driver.disk", "20g");
    assertThat(Platform.detect("yarn", Map.of(), serverless)).isEqualTo(Platform.EMR);
    assertThat(Platform.detect(null, Map.of("GLUE_VERSION", "5.1"), NONE)).isEqualTo(Platform.GLUE);
    assertThat(Platform.detect("local[2]", Map.of(), NONE)).isEqualTo(Platform.LOCAL);
    assertThat(Platform.detect(null, Map.of(), NONE)).isEqualTo(Platform.LOCAL);
    assertThat(Platform.detect("spark://h:7077", Map.of(), NONE)).isEqualTo(Platform.CLUSTER);
  }

  @Test
  void namesTheLibrariesAndWhereTheyComeFrom() {
    assertThat(Versions.libraries())
        .extracting(Versions.Library::name)
        .containsExactly("Lakewright", "Spark", "Scala", "Java", "Hadoop", "Iceberg", "Delta");
    assertThat(Versions.libraries())
        .filteredOn(library -> library.name().equals("Spark"))
        .singleElement()
        .satisfies(
            spark -> {
              assertThat(spark.version()).startsWith("3.5");
              assertThat(spark.origin()).endsWith(".jar");
            });
    assertThat(Versions.libraries())
        .extracting(Versions.Library::version)
        .doesNotContain("not on the class path");
  }

  private static SparkConf local(SessionOptions options) {
    return SparkSessions.configuration(options, Map.of(), NONE);
  }
}

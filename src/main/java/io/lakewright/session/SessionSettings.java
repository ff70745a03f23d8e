package io.lakewright.session;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.SparkConf;
import scala.Tuple2;

/**
 * Fills a Spark configuration for one platform. Every setting yields to one that is there already,
 * so what the platform or {@code spark-submit --conf} gives is kept.
 */
final class SessionSettings {
  /** The Iceberg catalog, in {@code lake.db.table}. */
  static final String CATALOG = "lake";

  private static final String CATALOG_KEY = "spark.sql.catalog." + CATALOG;
  private static final String ICEBERG_EXTENSIONS =
      "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions";
  private static final String DELTA_EXTENSION = "io.delta.sql.DeltaSparkSessionExtension";
  private static final String GLUE_METASTORE =
      "com.amazonaws.glue.catalog.metastore.AWSGlueDataCatalogHiveClientFactory";

  /** One class of each library that executors of a plain Spark cluster lack. */
  private static final List<String> SHIPPED =
      List.of(
          "io.lakewright.session.SessionSettings",
          "org.apache.iceberg.spark.SparkCatalog",
          "org.apache.iceberg.aws.s3.S3FileIO",
          "io.delta.sql.DeltaSparkSessionExtension",
          "io.delta.storage.LogStore",
          "org.apache.spark.sql.avro.AvroFileFormat",
          "org.apache.hadoop.fs.s3a.S3AFileSystem",
          "com.amazonaws.services.s3.AmazonS3",
          "com.amazonaws.AmazonServiceException",
          "com.amazonaws.services.dynamodbv2.AmazonDynamoDB",
          "com.amazonaws.services.securitytoken.AWSSecurityTokenService",
          "com.amazonaws.services.kms.AWSKMS",
          "com.amazonaws.jmespath.JmesPathExpression");

  private final SparkConf conf;
  private final Platform platform;
  private final String warehouse;

  SessionSettings(SparkConf conf, Platform platform, String warehouse) {
    this.conf = conf;
    this.platform = platform;
    this.warehouse = warehouse;
  }

  void apply(String application) {
    common(application);
    if (platform.isAws()) {
      aws();
      return;
    }
    storage();
    catalogs(warehouse == null ? "lake" : warehouse);
    if (platform == Platform.LOCAL) {
      local();
    } else {
      shipJars();
    }
  }

  private void common(String application) {
    conf.setIfMissing("spark.app.name", application);
    conf.setIfMissing("spark.sql.session.timeZone", "UTC");
    // The application shows its own progress.
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    conf.setIfMissing("spark.sql.catalogImplementation", "hive");
    // Jobs that run at once share the cores; one alone is not affected.
    conf.setIfMissing("spark.scheduler.mode", "FAIR");
    addExtension(ICEBERG_EXTENSIONS);
    addExtension(DELTA_EXTENSION);
    if (present(DELTA_EXTENSION)) {
      conf.setIfMissing(
          "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    }
    if (present("org.apache.iceberg.spark.SparkCatalog")) {
      conf.setIfMissing(CATALOG_KEY, "org.apache.iceberg.spark.SparkCatalog");
    }
  }

  /** What Iceberg's documentation recommends where S3 answers 503, for all its catalogs. */
  static void retryWhatS3SlowsDown(SparkConf conf) {
    for (Tuple2<String, String> setting : conf.getAll()) {
      if (setting._1().matches("spark\\.sql\\.catalog\\.[^.]+")
          && setting._2().startsWith("org.apache.iceberg.spark.")) {
        conf.setIfMissing(setting._1() + ".s3.retry.num-retries", "32");
      }
    }
  }

  /** Names resolve through the Glue Data Catalog; the file system is the platform's. */
  private void aws() {
    conf.setIfMissing(CATALOG_KEY + ".type", "glue");
    conf.setIfMissing(CATALOG_KEY + ".io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
    if (warehouse != null) {
      conf.setIfMissing(CATALOG_KEY + ".warehouse", warehouse);
      conf.setIfMissing("spark.sql.warehouse.dir", warehouse);
    }
    if (present(GLUE_METASTORE)) {
      conf.setIfMissing("spark.hadoop.hive.metastore.client.factory.class", GLUE_METASTORE);
    }
  }

  /** On EMR s3:// is S3A; elsewhere it is mapped, with the AWS SDK's full chain of credentials. */
  private void storage() {
    conf.setIfMissing("spark.hadoop.fs.s3.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem");
    conf.setIfMissing("spark.hadoop.fs.AbstractFileSystem.s3.impl", "org.apache.hadoop.fs.s3a.S3A");
    conf.setIfMissing(
        "spark.hadoop.fs.s3a.aws.credentials.provider",
        "org.apache.hadoop.fs.s3a.TemporaryAWSCredentialsProvider,"
            + "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider,"
            + "com.amazonaws.auth.DefaultAWSCredentialsProviderChain");
  }

  private void catalogs(String place) {
    boolean remote = place.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*") && !place.startsWith("file:");
    Path folder = remote ? Path.of("lake").toAbsolutePath() : localFolder(place);
    String root = remote ? place.replaceAll("/+$", "") : folder.toString();
    conf.setIfMissing("spark.sql.warehouse.dir", root + "/tables");
    if (remote) {
      conf.setIfMissing(CATALOG_KEY + ".type", "hadoop");
    } else {
      conf.setIfMissing(CATALOG_KEY + ".catalog-impl", LocalCatalog.class.getName());
      conf.setIfMissing(CATALOG_KEY + ".uri", LocalCatalog.SQLITE + root + "/lake-catalog.db");
      conf.setIfMissing(CATALOG_KEY + ".jdbc.schema-version", "V1");
      // Two runs at once wait for each other instead of failing.
      conf.setIfMissing(CATALOG_KEY + ".jdbc.busy_timeout", "30000");
    }
    conf.setIfMissing(CATALOG_KEY + ".warehouse", root + "/lake");
    metastore(folder);
  }

  /** An embedded Derby, created on first use, with all its files under the warehouse. */
  private void metastore(Path folder) {
    if (conf.contains("spark.hadoop.hive.metastore.uris")) {
      return;
    }
    conf.setIfMissing(
        "spark.hadoop.javax.jdo.option.ConnectionURL",
        "jdbc:derby:;databaseName=" + folder.resolve("metastore") + ";create=true");
    // Hive would leave folders in the shared temporary directory.
    String scratch =
        Path.of(
                System.getProperty("java.io.tmpdir"),
                "lakewright-" + System.getProperty("user.name"))
            .toString();
    conf.setIfMissing("spark.hadoop.hive.exec.scratchdir", scratch);
    conf.setIfMissing("spark.hadoop.hive.exec.local.scratchdir", scratch);
    conf.setIfMissing("spark.hadoop.hive.downloaded.resources.dir", scratch + "/resources");
    systemPropertyIfMissing("derby.system.home", folder.toString());
    systemPropertyIfMissing("derby.stream.error.file", folder.resolve("derby.log").toString());
  }

  private void local() {
    conf.setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.ui.enabled", "false");
    // Saves looking up the host name, which may be slow or wrong on a laptop.
    conf.setIfMissing("spark.driver.host", "localhost");
    conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    // Partial counts of running tasks arrive with heartbeats: often enough to watch.
    conf.setIfMissing("spark.executor.heartbeatInterval", "2s");
    int cores = Runtime.getRuntime().availableProcessors();
    conf.setIfMissing("spark.sql.shuffle.partitions", Integer.toString(Math.max(8, 2 * cores)));
  }

  /** Started from a clone towards a cluster: its executors need the libraries Spark lacks. */
  private void shipJars() {
    if (conf.contains("spark.jars") || conf.contains("spark.submit.deployMode")) {
      return;
    }
    Set<String> jars = new LinkedHashSet<>();
    for (String name : SHIPPED) {
      String jar = jarOf(name);
      if (jar != null) {
        jars.add(jar);
      }
    }
    conf.set("spark.jars", String.join(",", jars));
  }

  private void addExtension(String extension) {
    if (!present(extension)) {
      return;
    }
    List<String> all = new ArrayList<>();
    String given = conf.get("spark.sql.extensions", "");
    if (!given.isBlank()) {
      all.addAll(List.of(given.split(",", -1)));
    }
    if (!all.contains(extension)) {
      all.add(extension);
    }
    conf.set("spark.sql.extensions", String.join(",", all));
  }

  private static Path localFolder(String place) {
    return (place.startsWith("file:") ? Path.of(URI.create(place).getPath()) : Path.of(place))
        .toAbsolutePath()
        .normalize();
  }

  private static void systemPropertyIfMissing(String key, String value) {
    if (System.getProperty(key) == null) {
      System.setProperty(key, value);
    }
  }

  private static boolean present(String className) {
    return loader().getResource(className.replace('.', '/') + ".class") != null;
  }

  private static String jarOf(String className) {
    try {
      CodeSource source =
          Class.forName(className, false, loader()).getProtectionDomain().getCodeSource();
      String location = source == null ? "" : source.getLocation().toURI().toString();
      return location.endsWith(".jar") ? location : null;
    } catch (ClassNotFoundException | LinkageError | URISyntaxException e) {
      return null;
    }
  }

  private static ClassLoader loader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null ? SessionSettings.class.getClassLoader() : context;
  }
}

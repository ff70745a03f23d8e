package io.lakewright.testkit.iceberg;

import io.lakewright.maintain.Assessment;
import io.lakewright.maintain.Outcome;
import io.lakewright.maintain.Step;
import io.lakewright.maintain.StepName;
import io.lakewright.maintain.StepSettings;
import io.lakewright.maintain.TableContext;
import io.lakewright.maintain.TableName;
import io.lakewright.maintain.facts.TableFacts;
import io.lakewright.maintain.s3.ReachableObjects;
import io.lakewright.maintain.s3.S3Access;
import io.lakewright.maintain.s3.S3Objects;
import io.lakewright.testkit.S3MockExtension;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.TestDirs;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * An Iceberg catalog of its own (JDBC on SQLite, if nothing else is said) in the tests' session,
 * whose tables are in a bucket of their own and are read and written by {@code S3FileIO}.
 */
public final class S3Lake {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final SparkSession spark = SparkExtension.session();
  private final String catalog = "s3lake" + COUNT.incrementAndGet();
  private final String bucket;
  private final Map<String, String> properties;
  private final Map<String, String> server;

  private S3Lake(String bucket, Map<String, String> server, Map<String, String> properties) {
    this.bucket = bucket;
    this.server = server;
    this.properties = new TreeMap<>(properties);
    spark.conf().set("spark.sql.catalog." + catalog, "org.apache.iceberg.spark.SparkCatalog");
    this.properties.forEach(
        (key, value) -> spark.conf().set("spark.sql.catalog." + catalog + "." + key, value));
    spark.sql("CREATE NAMESPACE " + catalog + ".db");
  }

  /** In a new bucket of S3Mock. */
  public static S3Lake create(Map<String, String> more) {
    return create(S3MockExtension.newBucket(), S3MockExtension.iceberg(), more);
  }

  /** In a bucket of any server. */
  public static S3Lake create(String bucket, Map<String, String> server, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(server);
    all.put("catalog-impl", "org.apache.iceberg.jdbc.JdbcCatalog");
    all.put("uri", "jdbc:sqlite:" + TestDirs.temporary("catalog-").resolve("catalog.db"));
    all.put("jdbc.schema-version", "V1");
    all.put("jdbc.busy_timeout", "30000");
    all.put("warehouse", "s3://" + bucket + "/warehouse");
    all.putAll(more);
    return new S3Lake(bucket, server, all);
  }

  /** In a catalog of any kind, given by its own properties; the server is for looking only. */
  public static S3Lake of(String bucket, Map<String, String> server, Map<String, String> catalog) {
    return new S3Lake(bucket, server, catalog);
  }

  /** What a catalog needs so that deletes are soft. */
  public static Map<String, String> softDeletes() {
    return Map.of(
        "s3.write.tags.state", "live",
        "s3.delete.tags.retired", "yes",
        "s3.delete-enabled", "false");
  }

  public String catalog() {
    return catalog;
  }

  public String bucket() {
    return bucket;
  }

  /** The properties of the catalog. */
  public Map<String, String> properties() {
    return Map.copyOf(properties);
  }

  public SparkSession spark() {
    return spark;
  }

  /** The full name of a table, such as {@code s3lake1.db.t}. */
  public String name(String table) {
    return catalog + ".db." + table;
  }

  /** Runs a statement in which {@code $lake} stands for the database. */
  public Dataset<Row> sql(String statement) {
    return spark.sql(statement.replace("$lake", catalog + ".db"));
  }

  public Catalog icebergCatalog() {
    return Spark3Util.loadIcebergCatalog(spark, catalog);
  }

  /** As it is now. */
  public Table table(String table) {
    Table loaded = icebergCatalog().loadTable(TableName.parse(name(table)).identifier());
    loaded.refresh();
    return loaded;
  }

  /** Rows as JSON, sorted. */
  public List<String> rows(String query) {
    return sql(query).toJSON().collectAsList().stream().sorted().toList();
  }

  /** Without any faults that stand between. */
  public S3Access access() {
    return S3Access.of(properties).with(server);
  }

  /** Keys of all objects in the bucket as paths. */
  public Set<String> objects() {
    Set<String> paths = new TreeSet<>();
    try (S3Objects objects = access().open()) {
      S3Client client = objects.client("s3://" + bucket);
      client.listObjectsV2Paginator(request -> request.bucket(bucket)).contents().stream()
          .map(S3Object::key)
          .forEach(key -> paths.add("s3://" + bucket + "/" + key));
    }
    return paths;
  }

  /** Tags of an object. */
  public Map<String, String> tags(String path) {
    try (S3Objects objects = access().open()) {
      return objects.tags(path);
    }
  }

  /** Replaces the tags of an object. */
  public void tag(String path, Map<String, String> tags) {
    try (S3Objects objects = access().open()) {
      objects.replaceTags(path, tags);
    }
  }

  /** Stores an object. */
  public void put(String path, String content) {
    try (S3Objects objects = access().open()) {
      String key = path.substring(("s3://" + bucket + "/").length());
      objects
          .client(path)
          .putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(content));
    }
  }

  /** All files that the table needs. */
  public Set<String> reachable(String table) {
    Set<String> paths = new TreeSet<>();
    ReachableObjects.of(spark, table(table))
        .collectAsList()
        .forEach(row -> paths.add(row.getString(0)));
    return paths;
  }

  /** As a step sees it. */
  public TableContext context(String table, Step step, Map<String, String> settings) {
    return contextWith(table, step, Map.of(step.name(), settings));
  }

  /** As a step sees it, with the settings of others. */
  public TableContext contextWith(
      String table, Step step, Map<StepName, Map<String, String>> settings) {
    Map<StepName, StepSettings> policy = new HashMap<>();
    for (StepName name : StepName.values()) {
      policy.put(name, new StepSettings(true, settings.getOrDefault(name, Map.of())));
    }
    Table loaded = table(table);
    return new TableContext(
        spark,
        TableName.parse(name(table)),
        loaded,
        icebergCatalog(),
        policy.get(step.name()),
        policy,
        TableFacts.of(spark, loaded),
        Clock.systemUTC(),
        "test-run",
        Instant.MAX);
  }

  /** Assesses and, if due, runs. */
  public Outcome run(String table, Step step, Map<String, String> settings) {
    TableContext context = context(table, step, settings);
    Assessment assessment = step.assess(context);
    return assessment.isDue() ? step.run(context, assessment) : Outcome.skipped(assessment);
  }
}

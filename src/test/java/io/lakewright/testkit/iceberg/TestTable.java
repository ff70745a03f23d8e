package io.lakewright.testkit.iceberg;

import io.lakewright.maintain.Assessment;
import io.lakewright.maintain.Outcome;
import io.lakewright.maintain.Step;
import io.lakewright.maintain.StepSettings;
import io.lakewright.maintain.TableContext;
import io.lakewright.maintain.TableName;
import io.lakewright.maintain.facts.TableFacts;
import io.lakewright.maintain.reach.Locations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.iceberg.PartitionStatisticsFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.StatisticsFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A table of one test in a catalog of the session, with what maintenance needs to run on it. */
public final class TestTable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final SparkSession spark;
  private final TableName name;

  private TestTable(SparkSession spark, TableName name) {
    this.spark = spark;
    this.name = name;
  }

  /**
   * Creates a table of a new name in the catalog {@code lake}.
   *
   * @param columns such as {@code "id bigint, day string"}
   * @param partitioning such as {@code "day, bucket(4, id)"}; empty for none
   * @param properties table properties
   */
  public static TestTable create(
      SparkSession spark, String columns, String partitioning, Map<String, String> properties) {
    return create(spark, "lake", columns, partitioning, properties);
  }

  /** The same in any catalog. */
  public static TestTable create(
      SparkSession spark,
      String catalog,
      String columns,
      String partitioning,
      Map<String, String> properties) {
    TableName name = TableName.parse(catalog + ".tests.t" + COUNT.incrementAndGet());
    spark.sql("CREATE NAMESPACE IF NOT EXISTS `" + catalog + "`.tests");
    StringBuilder list = new StringBuilder();
    properties.forEach((key, value) -> list.append(", '" + key + "'='" + value + "'"));
    spark.sql(
        "CREATE TABLE %s (%s) USING iceberg %s TBLPROPERTIES ('created-for'='tests'%s)"
            .formatted(
                name.quoted(),
                columns,
                partitioning.isEmpty() ? "" : "PARTITIONED BY (" + partitioning + ")",
                list));
    return new TestTable(spark, name);
  }

  public TableName name() {
    return name;
  }

  public SparkSession spark() {
    return spark;
  }

  /** Runs a statement in which {@code $t} stands for the table. */
  public Dataset<Row> sql(String statement) {
    return spark.sql(statement.replace("$t", name.quoted()));
  }

  /** Adds rows in one commit of about so many files per partition. */
  public void append(Dataset<Row> rows, int files) {
    try {
      rows.repartition(files)
          .writeTo(name.quoted())
          .option("fanout-enabled", "true")
          .option("distribution-mode", "none")
          .append();
    } catch (org.apache.spark.sql.catalyst.analysis.NoSuchTableException e) {
      throw new IllegalStateException(e);
    }
  }

  public Catalog catalog() {
    return Spark3Util.loadIcebergCatalog(spark, name.catalog());
  }

  /** As it is now. */
  public Table table() {
    Table table = catalog().loadTable(name.identifier());
    table.refresh();
    return table;
  }

  /** All rows as text, sorted: equal lists are equal multisets. */
  public List<String> rows() {
    spark.catalog().refreshTable(name.quoted());
    return rows(sql("SELECT * FROM $t"));
  }

  /** The rows of a snapshot, in the columns it had. */
  public List<String> rowsAt(long snapshot) {
    return rows(
        spark.read().format("iceberg").option("snapshot-id", snapshot).load(name.toString()));
  }

  private static List<String> rows(Dataset<Row> rows) {
    return rows.toJSON().collectAsList().stream().sorted().toList();
  }

  /** Number of live data files. */
  public long files() {
    return sql("SELECT * FROM $t.data_files").count();
  }

  /** Number of live delete files. */
  public long deleteFiles() {
    return sql("SELECT * FROM $t.delete_files").count();
  }

  /** Names of all files below the table's location, relative to it. */
  public List<String> stored() {
    Path root = Path.of(table().location().replaceFirst("^file:", ""));
    try (Stream<Path> paths = Files.walk(root)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> root.relativize(path).toString())
          .filter(path -> !path.endsWith(".crc"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Names of all files that Iceberg's own metadata tables know, relative to the table's location.
   */
  public List<String> reachable() {
    String root = Locations.folderKey(table().location());
    Stream<String> metadata =
        Stream.of(
                "file_path FROM $t.all_data_files",
                "file_path FROM $t.all_delete_files",
                "path FROM $t.all_manifests",
                "manifest_list FROM $t.snapshots",
                "file FROM $t.metadata_log_entries")
            .flatMap(query -> sql("SELECT " + query).collectAsList().stream())
            .map(row -> row.getString(0));
    Stream<String> statistics =
        Stream.concat(
            table().statisticsFiles().stream().map(StatisticsFile::path),
            table().partitionStatisticsFiles().stream().map(PartitionStatisticsFile::path));
    return Stream.concat(metadata, statistics)
        .map(path -> Locations.key(path).substring(root.length()))
        .distinct()
        .sorted()
        .toList();
  }

  /** Number of snapshots. */
  public int snapshots() {
    int count = 0;
    for (Snapshot ignored : table().snapshots()) {
      count++;
    }
    return count;
  }

  /** As a step sees it, at a given time. */
  public TableContext context(Step step, Map<String, String> settings, Instant now) {
    Table table = table();
    return new TableContext(
        spark,
        name,
        table,
        catalog(),
        new StepSettings(true, settings),
        Map.of(step.name(), new StepSettings(true, settings)),
        TableFacts.of(spark, table),
        Clock.fixed(now, ZoneOffset.UTC),
        "test-run",
        Instant.MAX);
  }

  /** Assesses, as of an hour from now. */
  public Assessment assess(Step step, Map<String, String> settings) {
    return step.assess(context(step, settings, Instant.now().plusSeconds(3600)));
  }

  /** Assesses and, if due, runs; as of an hour from now. */
  public Outcome run(Step step, Map<String, String> settings) {
    return run(step, settings, Instant.now().plusSeconds(3600));
  }

  /** Assesses and, if due, runs, as of a given time. */
  public Outcome run(Step step, Map<String, String> settings, Instant now) {
    TableContext context = context(step, settings, now);
    Assessment assessment = step.assess(context);
    return assessment.isDue() ? step.run(context, assessment) : Outcome.skipped(assessment);
  }

  public void drop() {
    sql("DROP TABLE IF EXISTS $t PURGE");
  }
}

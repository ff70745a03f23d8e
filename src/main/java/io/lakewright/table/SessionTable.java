package io.lakewright.table;

import io.lakewright.UserException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.catalog.CatalogStatistics;
import org.apache.spark.sql.catalyst.catalog.CatalogStorageFormat;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.CatalogTablePartition;
import org.apache.spark.sql.catalyst.catalog.CatalogTableType;
import org.apache.spark.sql.catalyst.catalog.SessionCatalog;

/** Tables of plain files in Spark's session catalog: a name, a folder, and its partitions. */
final class SessionTable {
  /** Metastores take partitions by the hundred; one call each would take minutes. */
  private static final int BATCH = 500;

  private SessionTable() {}

  /** The folder of a table, or the one it will have. Makes the database if there is none. */
  static Path location(SparkSession spark, TablePlace place) {
    Optional<CatalogTable> table = find(spark, place);
    if (table.isPresent()) {
      return new Path(table.get().location());
    }
    spark.sql("CREATE DATABASE IF NOT EXISTS `%s`".formatted(place.database()));
    return new Path(
        new Path(catalog(spark).getDatabaseMetadata(place.database()).locationUri()),
        place.table());
  }

  static Optional<CatalogTable> find(SparkSession spark, TablePlace place) {
    TableIdentifier name = identifier(place);
    return spark.catalog().databaseExists(place.database()) && catalog(spark).tableExists(name)
        ? Optional.of(metadata(spark, place))
        : Optional.empty();
  }

  /**
   * Fails unless the name is free or that of such a table.
   *
   * @throws UserException naming what is in the way
   */
  static void requireOurs(SparkSession spark, TablePlace place, Format format) {
    Optional<CatalogTable> table = find(spark, place);
    if (table.isEmpty()) {
      return;
    }
    String provider = table.get().provider().getOrElse(() -> "hive");
    boolean external = table.get().tableType().equals(CatalogTableType.EXTERNAL());
    if (!provider.equalsIgnoreCase(format.id()) || !external) {
      throw new UserException(
          "%s is in the way: it is a %s %s, and only an external %s table can be written to; choose another name, or drop it"
              .formatted(
                  place, table.get().tableType().name().toLowerCase(java.util.Locale.ROOT),
                  provider, format.id()));
    }
  }

  /**
   * Makes the catalog agree with the folder; again without harm.
   *
   * @param partitions folders that have new files; all there are, if {@code replaced}
   */
  static void register(
      SparkSession spark,
      TablePlace place,
      Path location,
      Description description,
      List<String> partitions,
      boolean replaced) {
    spark.sql("CREATE DATABASE IF NOT EXISTS `%s`".formatted(place.database()));
    if (replaced && find(spark, place).isPresent()) {
      // Columns and layout may be new, old partitions are gone; the files of an external table
      // stay.
      spark.sql("DROP TABLE IF EXISTS " + place.quoted());
    }
    spark.sql(createStatement(place, location, description));
    if (!description.layout().partitionBy().isEmpty()) {
      addPartitions(spark, place, location, description.layout().partitionBy(), partitions);
    }
    spark.catalog().refreshTable(place.quoted());
  }

  private static void addPartitions(
      SparkSession spark,
      TablePlace place,
      Path location,
      List<String> columns,
      List<String> folders) {
    SessionCatalog catalog = catalog(spark);
    CatalogStorageFormat storage = metadata(spark, place).storage();
    Set<Map<String, String>> known = new LinkedHashSet<>();
    for (String name : Scala.list(catalog.listPartitionNames(identifier(place), Scala.none()))) {
      known.add(PartitionFolder.values(name, columns));
    }
    List<CatalogTablePartition> batch = new ArrayList<>();
    for (String folder : folders) {
      Map<String, String> values = PartitionFolder.values(folder, columns);
      if (known.contains(values)) {
        continue;
      }
      batch.add(partition(values, storage, new Path(location, folder)));
      if (batch.size() == BATCH) {
        catalog.createPartitions(identifier(place), Scala.seq(batch), true);
        batch = new ArrayList<>();
      }
    }
    if (!batch.isEmpty()) {
      catalog.createPartitions(identifier(place), Scala.seq(batch), true);
    }
  }

  private static CatalogTablePartition partition(
      Map<String, String> values, CatalogStorageFormat storage, Path folder) {
    CatalogStorageFormat there =
        new CatalogStorageFormat(
            Scala.some(folder.toUri()),
            storage.inputFormat(),
            storage.outputFormat(),
            storage.serde(),
            storage.compressed(),
            storage.properties());
    long now = System.currentTimeMillis();
    return new CatalogTablePartition(
        Scala.map(values), there, Scala.map(Map.of()), now, -1, Scala.<CatalogStatistics>none());
  }

  private static String createStatement(TablePlace place, Path location, Description description) {
    Layout layout = description.layout();
    StringBuilder sql = new StringBuilder("CREATE TABLE IF NOT EXISTS ").append(place.quoted());
    sql.append(" (").append(description.schema().toDDL()).append(") USING ");
    sql.append(description.format().id());
    if (!layout.partitionBy().isEmpty()) {
      sql.append(" PARTITIONED BY (").append(names(layout.partitionBy())).append(")");
    }
    if (!layout.bucketBy().isEmpty()) {
      sql.append(" CLUSTERED BY (").append(names(layout.bucketBy())).append(")");
      if (!layout.sortBy().isEmpty()) {
        sql.append(" SORTED BY (").append(names(layout.sortBy())).append(")");
      }
      sql.append(" INTO ").append(layout.buckets()).append(" BUCKETS");
    }
    sql.append(" LOCATION ").append(literal(location.toString()));
    if (!layout.bucketBy().isEmpty()) {
      // Athena takes the buckets for Hive's, and finds nothing, unless told.
      sql.append(" TBLPROPERTIES ('bucketing_format' = 'spark')");
    }
    return sql.toString();
  }

  private static String names(List<String> columns) {
    return columns.stream()
        .map(name -> "`" + name.replace("`", "``") + "`")
        .collect(Collectors.joining(", "));
  }

  private static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static CatalogTable metadata(SparkSession spark, TablePlace place) {
    try {
      return catalog(spark).getTableMetadata(identifier(place));
    } catch (AnalysisException e) {
      throw new UserException("There is no table " + place, e);
    }
  }

  private static SessionCatalog catalog(SparkSession spark) {
    return spark.sessionState().catalog();
  }

  private static TableIdentifier identifier(TablePlace place) {
    return new TableIdentifier(place.table(), Scala.some(place.database()));
  }
}

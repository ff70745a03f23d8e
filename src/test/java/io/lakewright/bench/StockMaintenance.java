package io.lakewright.bench;

import io.lakewright.maintain.TableName;
import io.lakewright.table.IcebergCatalogs;
import java.util.Map;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.actions.BinPackRewriteFilePlanner;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.sql.SparkSession;

/** What one does by hand with the procedures of Iceberg, in the order that works best. */
final class StockMaintenance {
  private final SparkSession spark;

  StockMaintenance(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * How the procedures find out what there is to do: files to rewrite, and files that expiry frees.
   * The latter commits, which is why it works on a second entry of the table in the catalog.
   */
  void plan(TableName name) {
    Catalog catalog = IcebergCatalogs.of(spark, name.catalog());
    Table table = catalog.loadTable(name.identifier());
    BinPackRewriteFilePlanner planner = new BinPackRewriteFilePlanner(table);
    planner.init(Map.of());
    planner.plan().totalGroupCount();
    TableIdentifier twin =
        TableIdentifier.of(name.identifier().namespace(), name.identifier().name() + "_twin");
    String metadata = ((HasTableOperations) table).operations().current().metadataFileLocation();
    Table copy = catalog.registerTable(twin, metadata);
    try {
      SparkActions.get(spark)
          .expireSnapshots(copy)
          .expireOlderThan(System.currentTimeMillis() - 5 * 86_400_000L)
          .retainLast(1)
          .expireFiles()
          .count();
    } finally {
      catalog.dropTable(twin, false);
    }
  }

  /** Compaction, then manifests, then expiry, which so frees what the others left. */
  void run(TableName name) {
    String argument = "table => '%s'".formatted(name.identifier());
    call(name, "rewrite_data_files(%s)".formatted(argument));
    call(name, "rewrite_manifests(%s)".formatted(argument));
    call(name, "expire_snapshots(%s, retain_last => 1)".formatted(argument));
  }

  private void call(TableName name, String procedure) {
    spark.sql("CALL %s.system.%s".formatted(name.catalog(), procedure)).collectAsList();
  }
}

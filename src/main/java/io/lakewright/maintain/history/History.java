package io.lakewright.maintain.history;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import io.lakewright.UserException;
import io.lakewright.maintain.TableName;
import io.lakewright.maintain.TableRun;
import io.lakewright.maintain.cost.Prices;
import io.lakewright.table.IfExists;
import io.lakewright.table.Layout;
import io.lakewright.table.Place;
import io.lakewright.table.Publication;
import io.lakewright.table.Published;
import io.lakewright.table.RowOrder;
import io.lakewright.table.Tables;
import io.lakewright.table.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Remembers runs: one append per run, a few rows per table. */
public final class History {
  /** The last part of the default name. */
  public static final String TABLE = "maintenance_history";

  private static final int POINTS = 60;

  private final SparkSession spark;
  private final Place place;

  /** A history at a place, which is made when it is first written to. */
  public History(SparkSession spark, Place place) {
    this.spark = spark;
    this.place = place;
  }

  /** Adds what a run decided and did. */
  public Published append(String runId, Instant started, List<TableRun> runs, Prices prices) {
    List<Row> rows = HistoryRows.of(runId, started, runs, prices);
    Dataset<Row> data = spark.createDataFrame(rows, HistoryRows.SCHEMA).coalesce(1);
    Target target = Target.of(place, Optional.empty(), IfExists.APPEND, Layout.NONE);
    try (Publication publication =
        Publication.begin(spark, target, HistoryRows.SCHEMA, runId, Map.of())) {
      publication.rows(data, RowOrder.ANY);
      return publication.commit();
    }
  }

  /**
   * A table at the end of one run.
   *
   * @param files data files
   * @param bytes of data and delete files
   */
  public record Point(Instant time, long files, long bytes, long snapshots) {}

  /** The last runs of some tables, oldest first; empty if nothing is remembered. */
  public Map<TableName, List<Point>> trend(List<TableName> tables) {
    Dataset<Row> rows;
    try {
      rows = Tables.read(spark, place);
    } catch (UserException e) {
      return Map.of();
    }
    Map<String, TableName> names = new LinkedHashMap<>();
    tables.forEach(table -> names.put(table.toString(), table));
    List<Row> latest =
        rows.filter(col("table_name").isin(names.keySet().toArray()))
            .filter(col("table_files").isNotNull())
            .groupBy("table_name", "run_id", "started")
            .agg(
                max("table_files").as("files"),
                max("table_bytes").as("bytes"),
                max("table_snapshots").as("snapshots"))
            .orderBy(col("started").desc())
            .limit(POINTS * tables.size())
            .collectAsList();
    Map<TableName, List<Point>> trend = new LinkedHashMap<>();
    for (Row row : latest) {
      List<Point> points =
          trend.computeIfAbsent(names.get(row.getString(0)), name -> new ArrayList<>());
      if (points.size() < POINTS) {
        points.add(
            0,
            new Point(
                row.getTimestamp(2).toInstant(), row.getLong(3), row.getLong(4), row.getLong(5)));
      }
    }
    return trend;
  }
}

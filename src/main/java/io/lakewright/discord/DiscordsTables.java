package io.lakewright.discord;

import io.lakewright.discord.parquet.ProfileFiles;
import io.lakewright.discord.series.ProfileRow;
import io.lakewright.discord.series.ProfileRows;
import io.lakewright.discord.series.ResultRows;
import io.lakewright.discord.series.SeriesPacking;
import io.lakewright.discord.series.SeriesResult;
import io.lakewright.discord.series.TaskOutput;
import io.lakewright.discord.series.Totals;
import io.lakewright.job.Anomaly;
import io.lakewright.table.Format;
import io.lakewright.table.Layout;
import io.lakewright.table.Publication;
import io.lakewright.table.RowOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The tables that a search leaves: the profile, the discords, which series they are of, what was
 * noticed.
 */
final class DiscordsTables {
  private final DiscordsOptions options;
  private final SparkSession spark;
  private final Publication publication;

  DiscordsTables(DiscordsOptions options, SparkSession spark, Publication publication) {
    this.options = options;
    this.spark = spark;
    this.publication = publication;
  }

  /** Begins to publish them together. */
  static Publication begin(DiscordsOptions options, SparkSession spark, String run) {
    Map<String, StructType> companions = new LinkedHashMap<>();
    if (options.profile()) {
      companions.put(DiscordsOptions.DISCORDS, ResultRows.DISCORDS);
    }
    companions.put(DiscordsOptions.SERIES, ResultRows.SERIES);
    companions.put(DiscordsOptions.ANOMALIES, Anomaly.SCHEMA);
    StructType main = options.profile() ? ProfileRow.SCHEMA : ResultRows.DISCORDS;
    return Publication.begin(spark, options.target(), main, run, companions);
  }

  /** Plain Parquet that nobody wants in another order is written where it is computed. */
  Optional<TaskOutput.Writers> writers() {
    boolean plain =
        options.profile()
            && options.target().format() == Format.PARQUET
            && options.target().layout().equals(Layout.NONE);
    return publication
        .stagedFiles()
        .filter(files -> plain)
        .map(files -> new ProfileFiles(files.directory(), spark.sessionState().newHadoopConf()));
  }

  /** Hands the rows over; nothing is visible yet. */
  void stage(JavaRDD<SeriesResult> results, Totals totals, String run) {
    Dataset<Row> discords =
        SeriesPacking.rows(spark, results.flatMap(ResultRows::discords), ResultRows.DISCORDS);
    // Tasks that found nothing wrote no file; a table without rows is to be read all the same.
    if (writers().isPresent() && !totals.files().isEmpty()) {
      publication.stagedFiles().orElseThrow().add(totals.files());
      publication.companion(DiscordsOptions.DISCORDS, fewFiles(discords));
    } else if (options.profile()) {
      Dataset<Row> profile =
          SeriesPacking.rows(spark, results.mapPartitions(ProfileRows::new), ProfileRow.SCHEMA);
      boolean arranged = options.target().layout().equals(Layout.NONE);
      publication.rows(profile, arranged ? RowOrder.ARRANGED : RowOrder.ANY);
      publication.companion(DiscordsOptions.DISCORDS, fewFiles(discords));
    } else {
      publication.rows(fewFiles(discords), RowOrder.ANY);
    }
    publication.companion(
        DiscordsOptions.SERIES,
        fewFiles(
            SeriesPacking.rows(
                spark,
                results.flatMap(result -> ResultRows.series(result, run)),
                ResultRows.SERIES)));
    publication.companion(DiscordsOptions.ANOMALIES, anomalies(spark, totals));
  }

  /** Files of a sensible size, however many tasks there were. */
  private static Dataset<Row> fewFiles(Dataset<Row> rows) {
    return rows.hint("rebalance");
  }

  private Dataset<Row> anomalies(SparkSession spark, Totals totals) {
    List<Row> rows = new ArrayList<>();
    totals
        .tally()
        .anomalies(String.join(", ", options.input()))
        .forEach(anomaly -> rows.add(anomaly.toRow()));
    return spark.createDataFrame(rows, Anomaly.SCHEMA).coalesce(1);
  }
}

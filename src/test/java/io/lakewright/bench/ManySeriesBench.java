package io.lakewright.bench;

import io.lakewright.Lakewright;
import io.lakewright.discord.DiscordsResult;
import io.lakewright.session.SessionHandle;
import io.lakewright.session.SessionOptions;
import io.lakewright.session.SparkSessions;
import io.lakewright.table.IfExists;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Many short series through the whole job: from Parquet to the tables {@code profile} and {@code
 * discords} in Parquet.
 */
final class ManySeriesBench {
  private static final int POINTS = 500;
  private static final int LENGTH = 50;

  private ManySeriesBench() {}

  /** Measures; rounds after the first one are of a warm JVM. */
  static void run(Path work, int series, int cores, int rounds) throws Exception {
    Files.createDirectories(work);
    try (SessionHandle handle =
        SparkSessions.open(
            new SessionOptions(
                "Lakewright bench",
                "local[" + cores + "]",
                work.resolve("warehouse").toString(),
                Map.of("spark.local.dir", work.resolve("local").toString())))) {
      SparkSession spark = handle.spark();
      Path input = work.resolve("many-" + series);
      if (!Files.exists(input.resolve("_SUCCESS"))) {
        write(spark, input, series);
      }
      for (int round = 1; round <= rounds; round++) {
        long start = System.nanoTime();
        DiscordsResult result =
            Lakewright.with(spark)
                .discords(input.toString())
                .series("series")
                .length(LENGTH)
                .ifExists(IfExists.REPLACE)
                .to(work.resolve("many-out").toString())
                .run();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
            Locale.ROOT,
            "many series, round %d: %,d points in %.1f s, %,.0f points/s per core (%d cores)%n",
            round,
            result.counts().get("points"),
            seconds,
            result.counts().get("points") / seconds / cores,
            cores);
      }
    }
  }

  private static void write(SparkSession spark, Path input, int series) {
    spark
        .range(0, (long) series * POINTS, 1, 8)
        .select(
            functions.format_string("device-%07d", functions.expr("id div " + POINTS)).as("series"),
            functions.expr("timestamp_seconds(1767225600 + 60 * (id % " + POINTS + "))").as("time"),
            functions.expr("sin((id % " + POINTS + ") * 0.2513) + 0.3 * rand(7)").as("value"))
        .write()
        .parquet(input.toString());
  }

  public static void main(String[] args) throws Exception {
    run(Path.of("target/bench/discords"), Integer.parseInt(args[0]), Integer.parseInt(args[1]), 3);
  }
}

package io.lakewright.bench;

import io.lakewright.Lakewright;
import io.lakewright.discord.Algorithm;
import io.lakewright.discord.DiscordsBuilder;
import io.lakewright.discord.Train;
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

/** One series of millions of points through the whole job: points, length, cores, way, last. */
final class LongRun {
  /** Ways to search it. */
  enum Way {
    /** Exactly, the last of it compared with all that is before. */
    EXACT,
    /** Exactly, the profile of all of it with a look-back of 2,000. */
    LOOKBACK,
    /** The discords of the last of it by DAMP. */
    DAMP
  }

  private LongRun() {}

  public static void main(String[] given) throws Exception {
    long points = Long.parseLong(given[0]);
    int length = Integer.parseInt(given[1]);
    Path work = BenchFiles.directory("discords-long");
    Files.createDirectories(work);
    try (SessionHandle handle =
        SparkSessions.open(
            new SessionOptions(
                "Lakewright bench",
                "local[" + given[2] + "]",
                work.resolve("warehouse").toString(),
                Map.of("spark.local.dir", work.resolve("local").toString())))) {
      SparkSession spark = handle.spark();
      Path input = work.resolve("points-" + points);
      if (!Files.exists(input.resolve("_SUCCESS"))) {
        write(spark, input, points);
      }
      DiscordsBuilder search =
          Lakewright.with(spark)
              .discords(input.toString())
              .length(length)
              .train(Train.parse(String.valueOf(points - Long.parseLong(given[4]))))
              .ifExists(IfExists.REPLACE)
              .to(work.resolve("out").toString());
      search =
          switch (Way.valueOf(given[3])) {
            case EXACT -> search.algorithm(Algorithm.EXACT).withoutProfile();
            case LOOKBACK -> search.algorithm(Algorithm.EXACT).lookback(2_000);
            case DAMP -> search.algorithm(Algorithm.DAMP).withoutProfile();
          };
      long start = System.nanoTime();
      search.run();
      System.out.printf(Locale.ROOT, "seconds %.2f%n", (System.nanoTime() - start) / 1e9);
    }
  }

  /** A period with noise and with a few odd places near the end. */
  private static void write(SparkSession spark, Path input, long points) {
    spark
        .range(0, points, 1, 8)
        .select(
            functions.expr("timestamp_seconds(1767225600 + id)").as("time"),
            functions
                .expr(
                    "sin(id * 0.0628) * if(id % 3333333 between 3300000 and 3300100, -1, 1)"
                        + " + 0.1 * randn(7)")
                .as("value"))
        .write()
        .parquet(input.toString());
  }
}

package io.lakewright.cli;

import io.lakewright.session.SessionHandle;
import io.lakewright.session.SessionOptions;
import io.lakewright.session.SparkSessions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;

/**
 * Loads the classes that most runs need, so that the launcher can archive them for a faster start.
 */
@Command(name = "warm-up", hidden = true, description = "Used by the launcher's build.")
final class WarmUpCommand implements Callable<Integer> {
  private static final int ROWS = 1_000;

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("lakewright-warm-up");
    String files = folder.resolve("files").toString();
    try (SessionHandle session = SparkSessions.open(SessionOptions.of("Lakewright warm-up"))) {
      SparkSession spark = session.spark();
      spark
          .range(ROWS)
          .selectExpr("id % 7 as code", "id as npi", "cast(id as string) as name", "array(id) as l")
          .repartition(2)
          .sortWithinPartitions("code", "npi")
          .write()
          .mode(SaveMode.Overwrite)
          .option("compression", "zstd")
          .partitionBy("code")
          .parquet(files);
      spark.read().parquet(files).groupBy("code").count().collectAsList();
      flatten(folder);
    }
    return 0;
  }

  /** In this session and process: the job that is run most. */
  private static void flatten(Path folder) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    String sample = folder.resolve("sample").toString();
    Main.run(nowhere, nowhere, "sample", "rates", "--output", sample, "--size", "200kb");
    Main.run(
        nowhere,
        nowhere,
        "flatten",
        "--input=" + sample,
        "--output=" + folder.resolve("rates"),
        "--report=" + folder.resolve("report"));
  }
}

package io.lakewright.rates;

import io.lakewright.rates.input.Selection;
import io.lakewright.source.SourceFile;
import io.lakewright.table.Layout;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** How many tasks, and how much memory for what. */
final class Sizing {
  /** JSON per writing task: about ten million rows of a file that explodes well. */
  private static final long TASK_BYTES = 64L << 20;

  private static final int MAX_TASKS = 10_000;
  private static final int COMPRESSION = 12;
  private static final long MIN_BROADCAST = 16L << 20;
  private static final long MAX_BROADCAST = 512L << 20;

  private Sizing() {}

  /** Tasks that read what is about files: few, for most of it is small. */
  static int sideTasks(SparkSession spark) {
    return Math.max(2, Math.min(64, cores(spark)));
  }

  /** Tasks that write rates. With partitions of uneven size, a few more to even them out. */
  static int rateTasks(SparkSession spark, Selection selection, Layout layout) {
    long bytes = selection.load().stream().mapToLong(Sizing::decompressed).sum();
    long byBytes = (bytes + TASK_BYTES - 1) / TASK_BYTES;
    int least = cores(spark) * (layout.partitionBy().isEmpty() ? 1 : 3);
    return (int) Math.min(MAX_TASKS, Math.max(least, byBytes));
  }

  /** Provider groups up to this size are held by every executor. */
  static long broadcastBytes() {
    return Math.max(MIN_BROADCAST, Math.min(MAX_BROADCAST, Runtime.getRuntime().maxMemory() / 16));
  }

  /** The files to be loaded, for people. */
  static String describe(Selection selection) {
    int files = selection.load().size();
    return files == 1 ? selection.load().get(0).name() : files + " files";
  }

  private static long decompressed(SourceFile file) {
    String name = file.name().toLowerCase(Locale.ROOT);
    boolean plain = name.endsWith(".json") || name.endsWith(".jsonl");
    return Math.max(0, file.length()) * (plain ? 1 : COMPRESSION);
  }

  private static int cores(SparkSession spark) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext()).defaultParallelism();
  }
}

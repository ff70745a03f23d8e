package io.lakewright.index;

import static org.apache.spark.sql.functions.col;

import io.lakewright.job.JobContext;
import io.lakewright.job.Progress;
import io.lakewright.source.RemoteException;
import io.lakewright.source.RemoteFetcher;
import io.lakewright.source.RemoteOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/** Gets files as a Spark job: one at a time per core. */
final class Downloads {
  private static final int TASKS_PER_CORE = 32;
  private static final int EXAMPLES = 20;
  private static final String LISTED = "# file_id\treason\tfile_name\n";

  private Downloads() {}

  /**
   * What came of it.
   *
   * @param present files that were there already
   * @param bytes that came over the web
   * @param failures reasons of the first few
   */
  record Summary(long fetched, long present, long failed, long bytes, List<String> failures) {
    static final Summary NONE = new Summary(0, 0, 0, 0, List.of());
  }

  /**
   * Gets the files that have a {@code download_path}; writes the list of those that failed, or
   * deletes an earlier run's.
   */
  static Summary run(JobContext context, Dataset<Row> files, DownloadOptions options)
      throws IOException {
    Dataset<Row> chosen =
        files
            .filter(col("download_path").isNotNull())
            .select("file_id", "file_name", "location", "download_path");
    long count = chosen.count();
    if (count == 0) {
      return Summary.NONE;
    }
    Progress progress = context.progress();
    progress.phase("Downloading %,d files to %s".formatted(count, options.folder()));
    LongAccumulator done = progress.counter("done", Progress.Unit.FILES, count);
    LongAccumulator bytes = progress.counter("fetched", Progress.Unit.BYTES, -1);
    SerializableConfiguration hadoop =
        new SerializableConfiguration(context.spark().sessionState().newHadoopConf());
    int most = context.spark().sparkContext().defaultParallelism() * TASKS_PER_CORE;
    RemoteOptions remote = options.remote();
    JavaRDD<Row> outcomes =
        chosen
            .javaRDD()
            .repartition((int) Math.min(count, most))
            .mapPartitions(rows -> download(rows, remote, hadoop, done, bytes));
    outcomes.persist(StorageLevel.DISK_ONLY());
    try {
      outcomes.count();
      return summary(context, outcomes.toLocalIterator(), options);
    } finally {
      outcomes.unpersist(false);
    }
  }

  private static Iterator<Row> download(
      Iterator<Row> rows,
      RemoteOptions remote,
      SerializableConfiguration hadoop,
      LongAccumulator done,
      LongAccumulator bytes) {
    List<Row> outcomes = new ArrayList<>();
    try (RemoteFetcher fetcher = new RemoteFetcher(remote)) {
      FileDownload download = new FileDownload(fetcher, hadoop.value(), bytes);
      while (rows.hasNext()) {
        Row row = rows.next();
        outcomes.add(outcome(download, row));
        done.add(1);
      }
    }
    return outcomes.iterator();
  }

  /**
   * Rows of file_id, file_name, bytes fetched (0 if the file was there) and reason if it failed.
   */
  private static Row outcome(FileDownload download, Row file) {
    String id = file.getString(0);
    String name = file.getString(1);
    String location = file.getString(2);
    if (!FileLocation.isOnTheWeb(location)) {
      return RowFactory.create(id, name, 0L, false, "not on the web: flatten reads it where it is");
    }
    try {
      FileDownload.Done done = download.get(location, file.getString(3));
      return RowFactory.create(id, name, done.fetched(), done.fetched() == 0, null);
    } catch (RemoteException e) {
      String reason = e.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
      return RowFactory.create(id, name, 0L, false, reason + ": " + e.getMessage());
    } catch (IOException e) {
      return RowFactory.create(id, name, 0L, false, "failed: " + e.getMessage());
    }
  }

  private static Summary summary(
      JobContext context, Iterator<Row> outcomes, DownloadOptions options) throws IOException {
    Path list = new Path(options.failedList());
    FileSystem files = list.getFileSystem(context.spark().sessionState().newHadoopConf());
    files.delete(list, false);
    OutputStream out = null;
    long fetched = 0;
    long present = 0;
    long failed = 0;
    long bytes = 0;
    List<String> examples = new ArrayList<>();
    try {
      while (outcomes.hasNext()) {
        Row row = outcomes.next();
        bytes += row.getLong(2);
        if (row.isNullAt(4)) {
          present += row.getBoolean(3) ? 1 : 0;
          fetched += row.getBoolean(3) ? 0 : 1;
          continue;
        }
        if (out == null) {
          out = files.create(list, true);
          out.write(LISTED.getBytes(StandardCharsets.UTF_8));
        }
        failed++;
        String reason = row.getString(4).replaceAll("\\s+", " ");
        String line = row.getString(0) + "\t" + reason + "\t" + row.getString(1) + "\n";
        out.write(line.getBytes(StandardCharsets.UTF_8));
        if (examples.size() < EXAMPLES) {
          examples.add(reason);
        }
      }
    } finally {
      if (out != null) {
        out.close();
      }
    }
    return new Summary(fetched, present, failed, bytes, examples);
  }
}

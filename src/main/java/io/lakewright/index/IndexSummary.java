package io.lakewright.index;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.lakewright.UserException;
import io.lakewright.job.AnomalyLog;
import io.lakewright.job.JobResult;
import io.lakewright.table.Published;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Gathers what a run did, for its result. */
final class IndexSummary {
  static final int EXAMPLES = 5;

  private final boolean dryRun;
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final List<JobResult.Output> outputs = new ArrayList<>();
  private final List<String> hints = new ArrayList<>();
  private AnomalyLog anomalies = new AnomalyLog();
  private String tables;
  private String downloads;
  private boolean downloadFailed;

  IndexSummary(boolean dryRun) {
    this.dryRun = dryRun;
  }

  /** Counts the rows of a scan, which reads the files. */
  void read(Dataset<Row> scan) {
    Row row =
        scan.agg(
                count(col("toc")),
                coalesce(sum("toc.structures"), lit(0L)),
                count(col("plan")),
                count(when(col("kind").equalTo(FileKind.IN_NETWORK.id()), 1)),
                count(when(col("kind").equalTo(FileKind.ALLOWED_AMOUNT.id()), 1)))
            .head();
    List<String> names =
        List.of(
            "tables_of_contents",
            "structures",
            "plans",
            "in_network_references",
            "allowed_amount_references");
    for (int i = 0; i < names.size(); i++) {
      counts.put(names.get(i), row.getLong(i));
    }
  }

  void noticed(AnomalyLog log) {
    anomalies = log;
  }

  AnomalyLog anomalies() {
    return anomalies;
  }

  /**
   * @throws UserException if no input has a reporting structure
   */
  void requireStructures() {
    if (counts.get("structures") == 0) {
      String why =
          anomalies.counts().stream()
              .findFirst()
              .map(a -> "; %s: %s".formatted(a.sourceFile(), a.detail()))
              .orElse("");
      throw new UserException(
          "No reporting structure in %,d files; nothing was written%s"
              .formatted(counts.get("tables_of_contents"), why));
    }
  }

  void planned(Dataset<Row> files, IndexOutput output) {
    counts.put("files", files.count());
    tables =
        "%,d files and %,d plans would go to %s and %s"
            .formatted(counts.get("files"), counts.get("plans"), output.files(), output.plans());
  }

  void published(String role, Published published) {
    for (Published.Output output : published.outputs()) {
      outputs.add(
          new JobResult.Output(
              role + output.suffix(),
              output.place().toString(),
              output.format().id(),
              output.rows(),
              output.bytes(),
              output.files()));
    }
    if (role.equals("mrf_files")) {
      counts.put("files", published.table().rows());
      hints.add("./lakewright flatten --input " + published.table().place() + " --output rates");
    }
    tables =
        "%,d files and %,d plans from %,d tables of contents"
            .formatted(counts.get("files"), counts.get("plans"), counts.get("tables_of_contents"));
  }

  void wouldDownload(long chosen, Dataset<Row> examples, DownloadOptions options) {
    counts.put("files_chosen", chosen);
    String names =
        examples.collectAsList().stream()
            .map(row -> row.getString(0))
            .collect(Collectors.joining(", "));
    downloads =
        "%,d files would be downloaded to %s%s"
            .formatted(
                chosen,
                options.folder(),
                chosen == 0 ? "" : ": " + names + (chosen > EXAMPLES ? ", …" : ""));
  }

  void downloaded(Downloads.Summary summary, DownloadOptions options) {
    counts.put("downloaded", summary.fetched());
    counts.put("already_there", summary.present());
    counts.put("download_failed", summary.failed());
    counts.put("download_bytes", summary.bytes());
    downloadFailed = summary.failed() > 0;
    long all = summary.fetched() + summary.present() + summary.failed();
    downloads =
        all == 0
            ? "no file matches what is to be downloaded"
            : "%,d of %,d files are in %s, %,d of them new"
                .formatted(all - summary.failed(), all, options.folder(), summary.fetched());
    if (downloadFailed) {
      hints.add(
          "%,d files failed, the first: %s".formatted(summary.failed(), summary.failures().get(0)));
      hints.add("Run again for them alone with --only " + options.failedList());
    }
  }

  IndexResult result(Optional<Long> maxAnomalies) {
    String headline =
        tables == null ? downloads : downloads == null ? tables : tables + "; " + downloads;
    return new IndexResult(
        dryRun ? "Dry run: " + headline : headline,
        counts,
        outputs,
        anomalies.counts(),
        hints,
        downloadFailed || maxAnomalies.filter(most -> anomalies.total() > most).isPresent());
  }
}

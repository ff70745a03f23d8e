package io.lakewright.rates;

import io.lakewright.job.JobContext;
import io.lakewright.rates.explode.FileFacts;
import io.lakewright.rates.input.LoadedFiles;
import io.lakewright.rates.split.FileTotals;
import io.lakewright.source.ContentId;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The rows of the companion {@code _files} for what a run loaded. */
final class Ledger {
  private Ledger() {}

  static Dataset<Row> rows(JobContext context, FileFacts facts, Map<String, Long> rowsByFile) {
    Timestamp now = Timestamp.from(context.clock().instant());
    List<Row> rows = new ArrayList<>();
    facts
        .totals()
        .forEach(
            (file, totals) -> {
              // What its server did not give is not loaded, so that the next run tries it again.
              if (facts.contents().containsKey(totals.container())) {
                rows.add(row(context, facts, file, totals, rowsByFile, now));
              }
            });
    return context.spark().createDataFrame(rows, LoadedFiles.SCHEMA).coalesce(1);
  }

  private static Row row(
      JobContext context,
      FileFacts facts,
      String file,
      FileTotals totals,
      Map<String, Long> rowsByFile,
      Timestamp now) {
    ContentId content = facts.contents().get(totals.container());
    return RowFactory.create(
        file,
        totals.container(),
        content.sha256(),
        content.length(),
        totals.bytes(),
        totals.items(),
        totals.references(),
        rowsByFile.getOrDefault(file, 0L),
        totals.complete(),
        context.runId(),
        now);
  }
}

package io.lakewright.maintain.history;

import io.lakewright.maintain.Assessment;
import io.lakewright.maintain.Effort;
import io.lakewright.maintain.Gain;
import io.lakewright.maintain.Measure;
import io.lakewright.maintain.Outcome;
import io.lakewright.maintain.StepRun;
import io.lakewright.maintain.TableRun;
import io.lakewright.maintain.cost.Prices;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns of the history, and the rows of a run. */
final class HistoryRows {
  static final StructType SCHEMA =
      new StructType()
          .add("run_id", DataTypes.StringType)
          .add("started", DataTypes.TimestampType)
          .add("table_name", DataTypes.StringType)
          .add("step", DataTypes.StringType)
          .add("verdict", DataTypes.StringType)
          .add("status", DataTypes.StringType)
          .add("reason", DataTypes.StringType)
          .add("files_before", DataTypes.LongType)
          .add("bytes_before", DataTypes.LongType)
          .add("files_after", DataTypes.LongType)
          .add("bytes_after", DataTypes.LongType)
          .add("seconds", DataTypes.DoubleType)
          .add("bytes_read", DataTypes.LongType)
          .add("bytes_written", DataTypes.LongType)
          .add("s3_reads", DataTypes.LongType)
          .add("s3_writes", DataTypes.LongType)
          .add("s3_deletes", DataTypes.LongType)
          .add("cost", DataTypes.DoubleType)
          .add("saving_per_month", DataTypes.DoubleType)
          .add("currency", DataTypes.StringType)
          .add("errors", DataTypes.createArrayType(DataTypes.StringType))
          .add("table_files", DataTypes.LongType)
          .add("table_bytes", DataTypes.LongType)
          .add("table_delete_files", DataTypes.LongType)
          .add("table_snapshots", DataTypes.LongType);

  private HistoryRows() {}

  static List<Row> of(String runId, Instant started, List<TableRun> runs, Prices prices) {
    Timestamp time = Timestamp.from(started);
    List<Row> rows = new ArrayList<>();
    for (TableRun run : runs) {
      run.error().ifPresent(error -> rows.add(whole(runId, time, run, error, prices)));
      for (StepRun step : run.steps()) {
        if (step.assessment().verdict() != Assessment.Verdict.OFF) {
          rows.add(row(runId, time, run, step, prices));
        }
      }
    }
    return rows;
  }

  /** A table that failed, or was left alone, as a whole. */
  private static Row whole(
      String runId, Timestamp time, TableRun run, String error, Prices prices) {
    boolean known = !run.steps().isEmpty();
    return RowFactory.create(
        runId,
        time,
        run.table().toString(),
        null,
        null,
        word(run.status()),
        error,
        null,
        null,
        null,
        null,
        0.0,
        0L,
        0L,
        0L,
        0L,
        0L,
        0.0,
        0.0,
        prices.currency(),
        run.status() == TableRun.Status.FAILED ? new String[] {error} : new String[0],
        known ? run.totals().dataFiles() : null,
        known ? run.totals().bytes() : null,
        known ? run.totals().deleteFiles() : null,
        known ? run.snapshots() : null);
  }

  private static Row row(String runId, Timestamp time, TableRun run, StepRun step, Prices prices) {
    Assessment assessment = step.assessment();
    Measure before = step.outcome().map(Outcome::before).orElse(assessment.before());
    Measure after = step.outcome().map(Outcome::after).orElse(before);
    Effort effort = step.outcome().map(Outcome::effort).orElse(Effort.NONE);
    boolean changed = step.outcome().map(Outcome::changed).orElse(false);
    return RowFactory.create(
        runId,
        time,
        run.table().toString(),
        assessment.step().key(),
        word(assessment.verdict()),
        step.outcome().map(outcome -> word(outcome.status())).orElse("none"),
        step.outcome().map(Outcome::reason).orElse(assessment.reason()),
        before.files(),
        before.bytes(),
        after.files(),
        after.bytes(),
        step.seconds(),
        effort.bytesRead(),
        effort.bytesWritten(),
        effort.requests().reads(),
        effort.requests().writes(),
        effort.requests().deletes(),
        prices.cost(effort),
        prices.monthlySaving(changed ? assessment.gain() : Gain.NONE),
        prices.currency(),
        step.outcome().map(Outcome::errors).orElse(List.of()).toArray(String[]::new),
        run.totals().dataFiles(),
        run.totals().bytes(),
        run.totals().deleteFiles(),
        run.snapshots());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}

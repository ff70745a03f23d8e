package io.lakewright.maintain.s3;

import io.lakewright.maintain.Requests;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** One task applied to many objects, spread over the cluster. */
public final class ObjectWork {
  /** Path, status (name of {@link ObjectStatus}), reads, writes, detail. */
  public static final StructType ROWS =
      new StructType()
          .add("path", DataTypes.StringType, false)
          .add("status", DataTypes.StringType, false)
          .add("reads", DataTypes.LongType, false)
          .add("writes", DataTypes.LongType, false)
          .add("detail", DataTypes.StringType, true);

  private static final StructType SUMMARY =
      new StructType()
          .add("right", DataTypes.LongType, false)
          .add("changed", DataTypes.LongType, false)
          .add("waiting", DataTypes.LongType, false)
          .add("gone", DataTypes.LongType, false)
          .add("failed", DataTypes.LongType, false)
          .add("reads", DataTypes.LongType, false)
          .add("writes", DataTypes.LongType, false)
          .add("failures", DataTypes.createArrayType(DataTypes.StringType, false), false);

  private static final int THREADS = 16;
  private static final int SHOWN_PER_TASK = 5;

  /** Tasks end at different times; several per core even that out. */
  private static final int TASKS_PER_CORE = 2;

  private ObjectWork() {}

  /**
   * Does it, and counts.
   *
   * @param objects rows whose first column {@code path} is on S3
   */
  public static ObjectReport run(Dataset<Row> objects, S3Access access, ObjectTask task) {
    List<Row> summaries =
        spread(objects)
            .mapPartitions(
                (MapPartitionsFunction<Row, Row>)
                    rows -> List.of(summary(results(rows, access, task))).iterator(),
                Encoders.row(SUMMARY))
            .collectAsList();
    ObjectReport report = ObjectReport.NONE;
    for (Row summary : summaries) {
      report =
          report.plus(
              new ObjectReport(
                  summary.getLong(0),
                  summary.getLong(1),
                  summary.getLong(2),
                  summary.getLong(3),
                  summary.getLong(4),
                  new Requests(summary.getLong(5), summary.getLong(6), 0),
                  summary.getList(7)));
    }
    return report;
  }

  /** Does it when the result is read: one row of {@link #ROWS} for each object. */
  public static Dataset<Row> rows(Dataset<Row> objects, S3Access access, ObjectTask task) {
    return spread(objects)
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) rows -> results(rows, access, task),
            Encoders.row(ROWS));
  }

  /** By number of tasks, not by bytes: each row stands for requests. */
  private static Dataset<Row> spread(Dataset<Row> objects) {
    int cores = objects.sparkSession().sparkContext().defaultParallelism();
    return objects.repartition(TASKS_PER_CORE * cores);
  }

  private static Iterator<Row> results(Iterator<Row> rows, S3Access access, ObjectTask task) {
    if (!rows.hasNext()) {
      return rows;
    }
    S3Objects objects = access.open();
    ParallelIterator<Row, Row> results =
        new ParallelIterator<>(rows, THREADS, row -> result(objects, row, task));
    TaskContext.get()
        .addTaskCompletionListener(
            context -> {
              results.close();
              objects.close();
            });
    return results;
  }

  private static Row result(S3Objects objects, Row row, ObjectTask task) {
    String path = row.getString(0);
    ObjectResult result;
    try {
      result = Attempts.call(() -> task.apply(objects, row));
    } catch (S3Exception e) {
      result =
          e.statusCode() == 404
              ? new ObjectResult(ObjectStatus.GONE, 1, 0, "there is no such object")
              : failed(e.awsErrorDetails() == null ? e.getMessage() : describe(e));
    } catch (SdkException | IllegalArgumentException e) {
      result = failed(e.getMessage());
    }
    return RowFactory.create(
        path, result.status().name(), result.reads(), result.writes(), result.detail());
  }

  private static String describe(S3Exception e) {
    return e.awsErrorDetails().errorCode() + ": " + e.awsErrorDetails().errorMessage();
  }

  private static ObjectResult failed(String why) {
    return new ObjectResult(ObjectStatus.FAILED, 1, 0, why);
  }

  private static Row summary(Iterator<Row> results) {
    Map<ObjectStatus, Long> counts = new EnumMap<>(ObjectStatus.class);
    long reads = 0;
    long writes = 0;
    List<String> failures = new ArrayList<>();
    while (results.hasNext()) {
      Row row = results.next();
      ObjectStatus status = ObjectStatus.valueOf(row.getString(1));
      counts.merge(status, 1L, Long::sum);
      reads += row.getLong(2);
      writes += row.getLong(3);
      boolean wrong = status == ObjectStatus.FAILED || status == ObjectStatus.GONE;
      if (wrong && failures.size() < SHOWN_PER_TASK) {
        failures.add(row.getString(0) + ": " + row.getString(4));
      }
    }
    return RowFactory.create(
        count(counts, ObjectStatus.RIGHT),
        count(counts, ObjectStatus.CHANGED),
        count(counts, ObjectStatus.WAITING),
        count(counts, ObjectStatus.GONE),
        count(counts, ObjectStatus.FAILED),
        reads,
        writes,
        failures.toArray(new String[0]));
  }

  private static long count(Map<ObjectStatus, Long> counts, ObjectStatus status) {
    return counts.getOrDefault(status, 0L);
  }
}

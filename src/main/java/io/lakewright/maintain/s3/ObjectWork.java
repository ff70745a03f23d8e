package io.lakewright.maintain.s3;

import io.lakewright.maintain.Requests;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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
          .add("counts", DataTypes.createArrayType(DataTypes.LongType, false), false)
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
      List<Long> counts = summary.getList(0);
      report =
          report.plus(
              new ObjectReport(
                  counts.get(0),
                  counts.get(1),
                  counts.get(2),
                  counts.get(3),
                  counts.get(4),
                  new Requests(counts.get(5), counts.get(6), 0),
                  summary.getList(1)));
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
    Long[] counts = {0L, 0L, 0L, 0L, 0L, 0L, 0L};
    List<String> failures = new ArrayList<>();
    while (results.hasNext()) {
      Row row = results.next();
      ObjectStatus status = ObjectStatus.valueOf(row.getString(1));
      counts[status.ordinal()]++;
      counts[5] += row.getLong(2);
      counts[6] += row.getLong(3);
      boolean wrong = status == ObjectStatus.FAILED || status == ObjectStatus.GONE;
      if (wrong && failures.size() < SHOWN_PER_TASK) {
        failures.add(row.getString(0) + ": " + row.getString(4));
      }
    }
    return RowFactory.create((Object) counts, (Object) failures.toArray(new String[0]));
  }
}

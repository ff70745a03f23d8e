package io.lakewright.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.Lakewright;
import io.lakewright.UserException;
import io.lakewright.session.SessionHandle;
import io.lakewright.testkit.SparkExtension;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class JobRunnerTest {
  @FunctionalInterface
  private interface Body {
    JobResult run(JobContext context) throws Exception;
  }

  private record TestJob(Body body) implements Job<JobResult> {
    @Override
    public String name() {
      return "probe";
    }

    @Override
    public JobResult run(JobContext context) throws Exception {
      return body.run(context);
    }
  }

  private final StringWriter err = new StringWriter();
  private final List<RunRecord> records = new ArrayList<>();
  private final RunReporter keep = (record, storage) -> records.add(record);

  @Test
  void reportsADoneRunWithSparksTotals(SparkSession spark) {
    int code =
        run(
            spark,
            context -> {
              context.progress().phase("Counting");
              context.spark().range(0, 1000, 1, 3).repartition(2).count();
              return new RunRecords.Result(false);
            });
    assertThat(code).isZero();
    RunRecord record = records.get(0);
    assertThat(record.status()).isEqualTo(RunStatus.DONE);
    assertThat(record.totals().tasks()).isGreaterThanOrEqualTo(5);
    assertThat(record.totals().shuffleWriteBytes()).isPositive();
    assertThat(record.totals().failedTasks()).isZero();
    assertThat(record.report()).startsWith("runs/probe-" + record.runId());
    assertThat(record.application()).isNotBlank();
    assertThat(spark.sparkContext().isStopped()).isFalse();
  }

  @Test
  void printsTheBannerWithVersionsAndOptions(SparkSession spark) {
    run(spark, context -> new RunRecords.Result(false));
    assertThat(err)
        .asString()
        .contains("Lakewright ", "probe", "Spark", "3.5", "Iceberg", "Delta", "Hadoop")
        .contains("probe --input a")
        .containsPattern("input +a, b");
  }

  @Test
  void exitsWithThreeWhenACheckFailed(SparkSession spark) {
    assertThat(run(spark, context -> new RunRecords.Result(true))).isEqualTo(3);
    assertThat(records.get(0).status()).isEqualTo(RunStatus.CHECK_FAILED);
  }

  @Test
  void reportsAFailedRunToo(SparkSession spark) {
    int code =
        run(
            spark,
            context -> {
              throw new IOException("disk is full");
            });
    assertThat(code).isEqualTo(1);
    RunRecord record = records.get(0);
    assertThat(record.status()).isEqualTo(RunStatus.FAILED);
    assertThat(record.failure().message()).isEqualTo("IOException: disk is full");
    assertThat(record.result()).isNull();
    assertThat(record.end()).isAfterOrEqualTo(record.start());
  }

  @Test
  void exitsWithTwoWhenTheJobFindsItsUsageWrong(SparkSession spark) {
    int code =
        run(
            spark,
            context -> {
              throw UserException.usage("Give --input.");
            });
    assertThat(code).isEqualTo(2);
    assertThat(records.get(0).failure().expected()).isTrue();
  }

  @Test
  void survivesErrorsOfTheJob(SparkSession spark) {
    int code =
        run(
            spark,
            context -> {
              throw new StackOverflowError();
            });
    assertThat(code).isEqualTo(1);
  }

  @Test
  void reportsWhenSparkDoesNotStart() {
    int code =
        runner(
                () -> {
                  throw new IllegalStateException("no master");
                },
                List.of(keep))
            .run(new TestJob(context -> null), request(true));
    assertThat(code).isEqualTo(1);
    assertThat(records.get(0).failure().message()).contains("no master");
    assertThat(records.get(0).application()).isNull();
  }

  @Test
  void failsWhenTheReportCannotBeWritten(SparkSession spark) {
    RunReporter broken =
        (record, storage) -> {
          throw new IOException("read-only");
        };
    int code =
        runner(() -> new SessionHandle(spark, false), List.of(broken, keep))
            .run(new TestJob(context -> new RunRecords.Result(false)), request(true));
    assertThat(code).isEqualTo(1);
    assertThat(err)
        .asString()
        .contains("Cannot write the report to runs/probe-")
        .contains("read-only");
    assertThat(records).hasSize(1);
  }

  @Test
  void saysNothingBeforeTheEndWhenQuiet(SparkSession spark) {
    runner(() -> new SessionHandle(spark, false), List.of(keep))
        .run(
            new TestJob(
                context -> {
                  context.progress().phase("Working");
                  return new RunRecords.Result(false);
                }),
            request(true));
    assertThat(err).asString().isEmpty();
  }

  @Test
  void givesProgramsTheResult(SparkSession spark) {
    RunRecords.Result expected = new RunRecords.Result(false);
    assertThat(Lakewright.with(spark).run(new TestJob(context -> expected))).isSameAs(expected);
  }

  private int run(SparkSession spark, Body body) {
    return runner(() -> new SessionHandle(spark, false), List.of(keep))
        .run(new TestJob(body), request(false));
  }

  private JobRunner runner(
      java.util.function.Supplier<SessionHandle> sessions, List<RunReporter> reporters) {
    PrintWriter unused = new PrintWriter(new StringWriter());
    return new JobRunner(
        new RunConsole(unused, new PrintWriter(err, true), false),
        sessions,
        Clock.systemUTC(),
        reporters);
  }

  private static RunRequest request(boolean quiet) {
    return new RunRequest(
        List.of("probe", "--input", "a"), Map.of("input", List.of("a", "b")), null, quiet, false);
  }
}

package io.lakewright.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lakewright.report.ConsoleReport;
import io.lakewright.report.FileReports;
import io.lakewright.session.SessionOptions;
import io.lakewright.session.SparkSessions;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.LongAccumulator;

/** A run in a JVM of its own that would take minutes. Argument: the report folder. */
public final class SlowJobMain {
  private record SlowJob() implements Job<JobResult> {
    @Override
    public String name() {
      return "slow";
    }

    @Override
    public JobResult run(JobContext context) {
      context.progress().phase("Counting slowly");
      LongAccumulator counter = context.progress().counter("done", Progress.Unit.ITEMS, 100_000);
      JavaSparkContext.fromSparkContext(context.spark().sparkContext())
          .parallelize(List.of(1, 2), 2)
          .foreach(
              x -> {
                for (int i = 0; i < 50_000; i++) {
                  counter.add(1);
                  Thread.sleep(5);
                }
              });
      return new RunRecords.Result(false);
    }
  }

  private SlowJobMain() {}

  public static void main(String[] arguments) {
    RunConsole console =
        new RunConsole(
            new PrintWriter(System.out, true, UTF_8),
            new PrintWriter(System.err, true, UTF_8),
            false);
    JobRunner runner =
        new JobRunner(
            console,
            () ->
                SparkSessions.open(
                    new SessionOptions("slow", "local[2]", arguments[0] + "/lake", Map.of())),
            Clock.systemUTC(),
            List.of(new FileReports(), new ConsoleReport(console)));
    RunRequest request =
        new RunRequest(List.of("slow"), Map.of(), arguments[0] + "/report", false, false);
    System.exit(runner.run(new SlowJob(), request));
  }
}

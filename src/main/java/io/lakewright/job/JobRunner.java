package io.lakewright.job;

import io.lakewright.session.SessionHandle;
import io.lakewright.session.Versions;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a run: banner, session, job, reports, exit code. The reports are made whatever
 * happens.
 */
public final class JobRunner {
  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

  private final RunConsole console;
  private final Supplier<SessionHandle> sessions;
  private final Clock clock;
  private final List<RunReporter> reporters;

  /**
   * A runner.
   *
   * @param sessions opens the session; called once per run, after the banner
   * @param reporters called in turn at the end of each run
   */
  public JobRunner(
      RunConsole console,
      Supplier<SessionHandle> sessions,
      Clock clock,
      List<RunReporter> reporters) {
    this.console = console;
    this.sessions = sessions;
    this.clock = clock;
    this.reporters = List.copyOf(reporters);
  }

  /** Runs the job to its end and returns the exit code. Does not throw. */
  public int run(Job<?> job, RunRequest request) {
    Instant start = clock.instant();
    String runId = RunId.at(start);
    String report =
        request.report() == null
            ? "runs/%s-%s".formatted(job.name().replace(' ', '-'), runId)
            : request.report();
    List<Versions.Library> libraries = Versions.libraries();
    if (!request.quiet()) {
      Banner.print(console.err(), job.name(), runId, libraries, request);
    }
    try (Interrupts interrupts = new Interrupts(this::tellStopping)) {
      Attempt attempt = new Attempt(runId, interrupts);
      attempt.run(job, request.quiet());
      RunRecord record =
          new RunRecord(
              runId,
              job.name(),
              attempt.status(),
              start,
              clock.instant(),
              request,
              libraries,
              attempt.application,
              attempt.result,
              attempt.totals,
              attempt.failure,
              report);
      boolean reported = report(record, attempt.storage);
      attempt.close();
      return reported || record.status() != RunStatus.DONE
          ? record.status().exitCode()
          : RunStatus.FAILED.exitCode();
    }
  }

  private void tellStopping() {
    console.err().println("Stopping, as told; a second Ctrl-C ends at once");
    console.err().flush();
  }

  private boolean report(RunRecord record, Configuration storage) {
    boolean reported = true;
    for (RunReporter reporter : reporters) {
      try {
        reporter.report(record, storage);
      } catch (IOException | RuntimeException e) {
        reported = false;
        LOG.debug("Report failed", e);
        console
            .err()
            .println("Cannot write the report to " + record.report() + ": " + e.getMessage());
        console.err().flush();
      }
    }
    return reported;
  }

  /** The part of a run that may fail at any point; what is known by then is kept. */
  private final class Attempt {
    private final String runId;
    private final Interrupts interrupts;
    private SessionHandle session;
    private Configuration storage = new Configuration();
    private String application;
    private JobResult result;
    private SparkTotals totals = SparkTotals.NONE;
    private Failure failure;

    Attempt(String runId, Interrupts interrupts) {
      this.runId = runId;
      this.interrupts = interrupts;
    }

    @SuppressWarnings("CatchThrowable") // Errors of the job are reported like exceptions.
    void run(Job<?> job, boolean quiet) {
      try {
        session = sessions.get();
        storage = session.spark().sparkContext().hadoopConfiguration();
        application = session.spark().sparkContext().applicationId();
        interrupts.watch(session.spark().sparkContext());
        if (interrupts.interrupted()) {
          throw new InterruptedException("Told to end before it began");
        }
        runWithin(job, quiet);
      } catch (Throwable e) {
        failure = Failure.of(e);
      } finally {
        // A pending interrupt would keep the reports from being written.
        if (Thread.interrupted()) {
          LOG.debug("Run interrupted");
        }
      }
    }

    private void runWithin(Job<?> job, boolean quiet) throws Exception {
      TotalsListener listener = new TotalsListener();
      session.spark().sparkContext().addSparkListener(listener);
      ProgressPrinter printer =
          quiet ? ProgressPrinter.silent() : ProgressPrinter.on(console, clock);
      try (SparkProgress progress = new SparkProgress(session.spark(), runId, printer)) {
        result =
            job.run(
                new JobContext(session.spark(), runId, clock, progress, interrupts::interrupted));
      } finally {
        ListenerBus.drain(session.spark().sparkContext());
        session.spark().sparkContext().removeSparkListener(listener);
        totals = listener.totals();
      }
    }

    RunStatus status() {
      if (interrupts.interrupted()) {
        return RunStatus.INTERRUPTED;
      }
      if (failure != null) {
        return failure.usage() ? RunStatus.USAGE : RunStatus.FAILED;
      }
      return result != null && result.checkFailed() ? RunStatus.CHECK_FAILED : RunStatus.DONE;
    }

    /** Stopping Spark takes time, so the summary comes first. */
    void close() {
      if (session != null) {
        session.close();
      }
    }
  }
}

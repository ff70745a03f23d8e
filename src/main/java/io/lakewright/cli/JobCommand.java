package io.lakewright.cli;

import io.lakewright.config.Secrets;
import io.lakewright.job.Job;
import io.lakewright.job.JobRunner;
import io.lakewright.job.RunRequest;
import io.lakewright.report.ConsoleReport;
import io.lakewright.report.FileReports;
import io.lakewright.session.SparkSessions;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A command that runs one job. To add a job: one subclass with the options as picocli fields, and
 * its class in the list of {@link Commands}.
 *
 * <pre>{@code
 * @Command(name = "flatten", description = "Turns in-network files into rates per NPI.")
 * final class FlattenCommand extends JobCommand {
 *   @Mixin DryRunOption dryRun;
 *
 *   @Option(names = "--input", required = true, arity = "1..*", paramLabel = "PLACE",
 *       description = "Files, directories, globs or a table.")
 *   List<String> input;
 *
 *   @Override
 *   protected Job<?> job() {
 *     return new FlattenJob(new FlattenOptions(input, dryRun.dryRun()));
 *   }
 * }
 * }</pre>
 *
 * <p>Option names are long and kebab-case and are the keys in YAML files; a list in YAML is a
 * repeated option. Booleans need {@code arity = "0..1", fallbackValue = "true"}. Names that Glue
 * and Spark claim are not allowed: {@code --debug}, {@code --mode}, {@code --endpoint}, {@code
 * --conf}, {@code --class}.
 */
public abstract class JobCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private CommonOptions common;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Folder for run.json and report.html (default: runs/<job>-<run id>).")
  private String report;

  /**
   * The job with its options, which validate themselves.
   *
   * @throws io.lakewright.UserException by {@link io.lakewright.UserException#usage}, or {@link
   *     IllegalArgumentException}, if they are wrong: exit code 2
   */
  protected abstract Job<?> job();

  @Override
  public final Integer call() {
    Job<?> job = Preconditions.checkedAsUsage(this::job);
    ShellContext shell = ShellContext.of(spec);
    RunRequest request =
        new RunRequest(
            Secrets.maskArguments(shell.arguments()),
            ResolvedOptions.of(spec),
            report,
            common.quiet,
            common.basics.stacktrace);
    return new JobRunner(
            shell.console(),
            () -> SparkSessions.open(common.session("Lakewright " + job.name())),
            Clock.systemUTC(),
            List.of(new FileReports(), new ConsoleReport(shell.console())))
        .run(job, request);
  }
}

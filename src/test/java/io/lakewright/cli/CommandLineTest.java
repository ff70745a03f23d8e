package io.lakewright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.UserException;
import io.lakewright.job.RunConsole;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line with a command of its own, without Spark. */
class CommandLineTest {
  enum Choice {
    FAIL,
    APPEND
  }

  @Command(name = "probe", subcommands = Inner.class)
  static final class Probe implements Callable<Integer> {
    static Probe last;

    @Spec CommandSpec spec;
    @Mixin CommonOptions common;
    @Mixin DryRunOption dryRun;

    @Option(names = "--input", arity = "1..*")
    List<String> input = new ArrayList<>();

    @Option(names = "--codes", split = ",")
    List<String> codes = new ArrayList<>();

    @Option(names = "--buckets", defaultValue = "2")
    int buckets;

    @Option(names = "--if-exists", defaultValue = "fail")
    Choice ifExists;

    @Option(names = "--api-token")
    String token;

    Map<String, Object> resolved = new LinkedHashMap<>();

    @Override
    public Integer call() {
      last = this;
      resolved = ResolvedOptions.of(spec);
      if (buckets > 100) {
        throw new IllegalStateException("outer", new IllegalStateException("too many buckets"));
      }
      if (buckets < 0) {
        return Preconditions.checkedAsUsage(
            () -> {
              throw new IllegalArgumentException(
                  "Number of buckets must be at least 0, cannot be: -1");
            });
      }
      if (buckets == 99) {
        throw new UserException("The table is in the way.");
      }
      return 0;
    }
  }

  @Command(name = "inner")
  static final class Inner implements Callable<Integer> {
    static int size;

    @Option(names = "--size")
    int given;

    @Override
    public Integer call() {
      size = given;
      return 0;
    }
  }

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void forget() {
    Probe.last = null;
  }

  @Test
  void namesTheNearestOptionForAnUnknownOne() {
    assertThat(run("probe", "--inptu", "x")).isEqualTo(2);
    assertThat(err)
        .asString()
        .contains("Unknown option '--inptu' of lakewright probe. Did you mean '--input'?");
    assertThat(run("probe", "--bukets=3")).isEqualTo(2);
    assertThat(err)
        .asString()
        .contains("Unknown option '--bukets' of lakewright probe. Did you mean '--buckets'?");
  }

  @Test
  void namesTheNearestJobForAnUnknownOne() {
    assertThat(run("prob", "--input", "x")).isEqualTo(2);
    assertThat(err).asString().contains("Unknown job 'prob'. Did you mean 'probe'?");
  }

  @Test
  void showsUsageWhenNoJobIsNamed() {
    assertThat(run()).isEqualTo(2);
    assertThat(err).asString().contains("Usage: lakewright", "Name a job");
  }

  @Test
  void refusesValuesOfTheWrongType() {
    assertThat(run("probe", "--buckets", "many")).isEqualTo(2);
    assertThat(err).asString().contains("--buckets").contains("many");
  }

  @Test
  void refusesAnOptionGivenTwice() {
    assertThat(run("probe", "--buckets", "3", "--buckets", "4")).isEqualTo(2);
  }

  @Test
  void takesBooleansWithAndWithoutValue() {
    assertThat(run("probe", "--dry-run", "true", "--input", "a")).isZero();
    assertThat(Probe.last.dryRun.dryRun()).isTrue();
    assertThat(run("probe", "--dry-run", "--input", "a")).isZero();
    assertThat(Probe.last.dryRun.dryRun()).isTrue();
    assertThat(run("probe", "--dry-run", "false", "--input", "a")).isZero();
    assertThat(Probe.last.dryRun.dryRun()).isFalse();
  }

  @Test
  void exitsWithOneForWhatTheUserCanMendOutsideAndWithTwoForOptions() {
    assertThat(run("probe", "--buckets", "99")).isEqualTo(1);
    assertThat(err).asString().contains("Error: The table is in the way.").doesNotContain("\tat ");
    assertThat(run("probe", "--buckets", "-1")).isEqualTo(2);
    assertThat(err).asString().contains("cannot be: -1");
  }

  @Test
  void showsTheRootCauseAndOnlyOnDemandTheStackTrace() {
    assertThat(run("probe", "--buckets", "101")).isEqualTo(1);
    assertThat(err)
        .asString()
        .contains("Error: IllegalStateException: too many buckets")
        .doesNotContain("\tat ");
    assertThat(run("probe", "--buckets", "101", "--stacktrace")).isEqualTo(1);
    assertThat(err).asString().contains("\tat ");
  }

  @Test
  void runsAJobFromAFile() throws IOException {
    String file = file("job: probe\ninput: [a, b]\nbuckets: 7\nif-exists: append\n");
    assertThat(run("run", file)).isZero();
    assertThat(Probe.last.input).containsExactly("a", "b");
    assertThat(Probe.last.buckets).isEqualTo(7);
    assertThat(Probe.last.ifExists).isEqualTo(Choice.APPEND);
  }

  @Test
  void prefersTheCommandLineToTheFileAndTheFileToTheDefault() throws IOException {
    String file = file("job: probe\ninput: [a, b]\ncodes: [x, y]\nbuckets: 7\n");
    assertThat(run("run", file, "--input", "c", "--buckets=9")).isZero();
    assertThat(Probe.last.input).containsExactly("c");
    assertThat(Probe.last.buckets).isEqualTo(9);
    assertThat(Probe.last.codes).containsExactly("x", "y");
    assertThat(Probe.last.ifExists).isEqualTo(Choice.FAIL);
  }

  @Test
  void replacesSparkPropertiesOneByOne() throws IOException {
    String file = file("job: probe\nspark-conf: {a: 1, b: 2}\n");
    assertThat(run("run", file, "--spark-conf", "b=3")).isZero();
    assertThat(Probe.last.common.sparkConf).containsEntry("a", "1").containsEntry("b", "3");
  }

  @Test
  void takesOptionsOfAFileByConfig() throws IOException {
    String file = file("buckets: 7\n");
    assertThat(run("probe", "--config", file, "--input", "z")).isZero();
    assertThat(Probe.last.buckets).isEqualTo(7);
    assertThat(Probe.last.input).containsExactly("z");
    assertThat(run("probe", "--buckets=8", "--config=" + file)).isZero();
    assertThat(Probe.last.buckets).isEqualTo(8);
  }

  @Test
  void refusesAFileForAnotherJob() throws IOException {
    String file = file("job: other\nbuckets: 7\n");
    assertThat(run("probe", "--config", file)).isEqualTo(2);
    assertThat(err).asString().contains("is for the job 'other', not for 'probe'");
  }

  @Test
  void namesTheNearestKeyForAnUnknownOne() throws IOException {
    assertThat(run("run", file("job: probe\nif_exists: fail\n"))).isEqualTo(2);
    assertThat(err)
        .asString()
        .contains("Unknown key 'if_exists'")
        .contains("Did you mean 'if-exists'?");
    assertThat(run("run", file("job: prbe\n"))).isEqualTo(2);
    assertThat(err).asString().contains("Unknown job 'prbe'. Did you mean 'probe'?");
  }

  @Test
  void refusesListsWhereOneValueIsTaken() throws IOException {
    assertThat(run("run", file("job: probe\nbuckets: [1, 2]\n"))).isEqualTo(2);
    assertThat(err).asString().contains("'buckets'").contains("takes one value, not a list");
  }

  @Test
  void wantsTheFileToNameItsJob() throws IOException {
    assertThat(run("run", file("buckets: 1\n"))).isEqualTo(2);
    assertThat(err).asString().contains("does not say which job to run");
    assertThat(run("run")).isEqualTo(2);
    assertThat(err).asString().contains("Name the file of the job first");
  }

  @Test
  void runsCommandsOfTwoWordsFromAFile() throws IOException {
    assertThat(run("run", file("job: probe inner\nsize: 5\n"))).isZero();
    assertThat(Inner.size).isEqualTo(5);
  }

  @Test
  void resolvesOptionsWithSecretsMasked() {
    assertThat(
            run(
                "probe",
                "--api-token=abc",
                "--input",
                "https://h/x?sig=1",
                "y",
                "--spark-conf",
                "fs.s3a.secret.key=k"))
        .isZero();
    assertThat(Probe.last.resolved)
        .containsEntry("api-token", "***")
        .containsEntry("input", List.of("https://h/x?***", "y"))
        .containsEntry("spark-conf", List.of("fs.s3a.secret.key=***"))
        .containsEntry("if-exists", "fail")
        .containsEntry("buckets", "2")
        .doesNotContainKeys("help", "version", "codes");
  }

  @Test
  void showsHelpAndVersion() {
    assertThat(run("probe", "--help")).isZero();
    assertThat(out).asString().contains("--if-exists");
    assertThat(run("--version")).isZero();
    assertThat(out).asString().containsPattern("Lakewright \\d+\\.\\d+");
  }

  @Test
  void listsTheRealCommands() {
    assertThat(Main.run(new PrintWriter(out), new PrintWriter(err), "--help")).isZero();
    assertThat(out).asString().contains("run", "sql", "shell").doesNotContain("warm-up");
  }

  private String file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("job.yaml"), yaml).toString();
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    ShellContext context =
        new ShellContext(
            new RunConsole(new PrintWriter(out), new PrintWriter(err), false), List.of(arguments));
    return Main.run(Commands.create(context, List.of(RunCommand.class, Probe.class)), context);
  }
}

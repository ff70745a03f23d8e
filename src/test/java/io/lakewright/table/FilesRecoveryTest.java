package io.lakewright.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.UserException;
import io.lakewright.testkit.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Publications of folders that die after each of their steps. */
class FilesRecoveryTest {
  private static final OutputLock.Timing QUICK =
      new OutputLock.Timing(Duration.ofMillis(100), Duration.ofMillis(600));

  @TempDir Path dir;

  @BeforeAll
  static void forgetFileSystems() {
    SparkExtension.session();
  }

  @ParameterizedTest
  @EnumSource(
      value = IfExists.class,
      names = {"APPEND", "REPLACE"})
  void aRunThatDiesAfterAnyStepIsUndoneOrCompleted(IfExists ifExists) throws IOException {
    List<String> steps = new ArrayList<>();
    Rates.publish(target("untouched", IfExists.FAIL), "run-1", "1/7/a");
    copy("untouched", "measured");
    try (Publication publication = begin(target("measured", ifExists), "run-2", steps::add)) {
      Rates.stage(publication, "run-2", "2/7/b", "3/8/c");
      publication.commit();
    }
    assertThat(steps).startsWith("journal written").endsWith("journal deleted");

    for (int i = 0; i < steps.size(); i++) {
      String name = "rates" + i;
      copy("untouched", name);
      die(target(name, ifExists), i);
      try (Publication next = begin(target(name, IfExists.APPEND), "run-3", step -> {})) {
        boolean append = ifExists == IfExists.APPEND;
        assertThat(Rates.text(next.current().orElseThrow()))
            .as("after %s", steps.get(i))
            .isEqualTo(append ? List.of("1/7/a", "2/7/b", "3/8/c") : List.of("2/7/b", "3/8/c"));
        assertThat(Rates.text(next.companion("_files").orElseThrow()))
            .isEqualTo(
                append ? List.of("a/run-1", "b/run-2", "c/run-2") : List.of("b/run-2", "c/run-2"));
      }
      assertThat(dir.resolve("." + name + ".lakewright")).doesNotExist();
    }
  }

  @Test
  void aRunThatDiesBeforeItsJournalLeavesNothing() throws IOException {
    Rates.publish(target("rates", IfExists.FAIL), "run-1", "1/7/a");
    Publication dying = begin(target("rates", IfExists.REPLACE), "run-2", step -> {});
    Rates.stage(dying, "run-2", "2/7/b");
    kill("rates");
    assertThat(Rates.read(place("rates"))).containsExactly("1/7/a");
    Rates.publish(target("rates", IfExists.REPLACE), "run-3", "3/7/c");
    assertThat(Rates.read(place("rates"))).containsExactly("3/7/c");
    assertThat(dir.resolve(".rates.lakewright")).doesNotExist();
    assertThatThrownBy(dying::commit)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("nothing was published");
    assertThat(Rates.read(place("rates"))).containsExactly("3/7/c");
  }

  @Test
  void aFailureHalfWayLeavesTheRestToTheNextRun() {
    Rates.publish(target("rates", IfExists.FAIL), "run-1", "1/7/a");
    try (Publication publication =
        begin(
            target("rates", IfExists.APPEND),
            "run-2",
            step -> {
              if (step.startsWith("described")) {
                throw new IllegalStateException("no space left");
              }
            })) {
      Rates.stage(publication, "run-2", "2/7/b");
      assertThatThrownBy(publication::commit).hasMessageContaining("no space left");
    }
    Rates.publish(target("rates", IfExists.APPEND), "run-3", "3/7/c");
    assertThat(Rates.read(place("rates"))).containsExactly("1/7/a", "2/7/b", "3/7/c");
    assertThat(Rates.companion(place("rates"), "_files"))
        .containsExactly("a/run-1", "b/run-2", "c/run-3");
  }

  @Test
  void aJournalThatWasAppliedInPartOnAnObjectStoreIsAppliedOnce() throws IOException {
    // There a rename is a copy, then a delete: after a crash a file may be in both places.
    Rates.publish(target("rates", IfExists.FAIL), "run-1", "1/7/a");
    Publication dying =
        begin(target("rates", IfExists.APPEND), "run-2", dieAfter("journal written"));
    Rates.stage(dying, "run-2", "2/7/b");
    assertThatThrownBy(dying::commit).isInstanceOf(RowFormatContract.Died.class);
    Path staged = dir.resolve(".rates.lakewright/runs/run-2/staged");
    Path copied;
    try (Stream<Path> files = Files.walk(staged)) {
      copied = files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
    Path to = dir.resolve("rates").resolve(staged.relativize(copied));
    Files.createDirectories(to.getParent());
    Files.copy(copied, to);
    kill("rates");
    begin(target("rates", IfExists.APPEND), "run-3", step -> {}).close();
    assertThat(Rates.read(place("rates"))).containsExactly("1/7/a", "2/7/b");
  }

  @Test
  void twoRunsDoNotWriteToOneOutput() {
    try (Publication first = Rates.begin(target("rates", IfExists.APPEND), "run-1")) {
      assertThatThrownBy(() -> Rates.begin(target("rates", IfExists.APPEND), "run-2"))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("Run run-1 is writing to " + dir.resolve("rates"))
          .hasMessageContaining("wait for it to end, then run again");
      Rates.stage(first, "run-1", "1/7/a");
      first.commit();
    }
    Rates.publish(target("rates", IfExists.APPEND), "run-3", "2/7/b");
    assertThat(Rates.read(place("rates"))).containsExactly("1/7/a", "2/7/b");
  }

  @Test
  void aRunOnAnotherHostIsWatchedBeforeItIsTakenForDead() throws IOException {
    FileSystem files = local();
    Path locks = Files.createDirectories(dir.resolve("locks"));
    Path other = locks.resolve("other.json");
    String holder =
        "{\"run\":\"run-0\",\"host\":\"elsewhere\",\"pid\":1,\"started\":\"x\",\"beat\":%d}";
    Files.writeString(other, holder.formatted(1));
    Place output = place("rates");
    org.apache.hadoop.fs.Path folder = new org.apache.hadoop.fs.Path(locks.toUri());
    Thread alive =
        new Thread(
            () -> {
              try {
                Thread.sleep(200);
                Files.writeString(other, holder.formatted(2));
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    alive.start();
    assertThatThrownBy(() -> OutputLock.take(files, folder, "run-1", output, QUICK))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("process 1 on elsewhere");
    OutputLock.take(files, folder, "run-2", output, QUICK).close();
    assertThat(locks).isEmptyDirectory();
  }

  /** Makes another table of a published one: its files, and those of its companions. */
  private void copy(String table, String to) throws IOException {
    for (String suffix : List.of("", "_files", "_notes")) {
      Path from = dir.resolve(table + suffix);
      try (Stream<Path> paths = Files.walk(from)) {
        for (Path path : paths.toList()) {
          Files.copy(path, dir.resolve(to + suffix).resolve(from.relativize(path)));
        }
      }
    }
  }

  /** Publishes up to a step, then leaves everything as a killed process does. */
  private void die(Target target, int afterStep) throws IOException {
    int[] left = {afterStep};
    Publication dying =
        begin(
            target,
            "run-2",
            step -> {
              synchronized (left) {
                if (left[0]-- <= 0) {
                  throw new RowFormatContract.Died();
                }
              }
            });
    Rates.stage(dying, "run-2", "2/7/b", "3/8/c");
    assertThatThrownBy(dying::commit).hasStackTraceContaining("Died");
    kill(dir.relativize(Path.of(target.place().toString())).toString());
  }

  /** Makes the lock look like that of a process that is gone. */
  private void kill(String name) throws IOException {
    Path locks = dir.resolve("." + name + ".lakewright/locks");
    try (Stream<Path> files = Files.list(locks)) {
      for (Path lock : files.filter(file -> file.toString().endsWith(".json")).toList()) {
        if (!lock.getFileName().toString().startsWith(".")) {
          Files.writeString(
              lock,
              Files.readString(lock)
                  .replaceAll("\"started\":\"[^\"]*\"", "\"started\":\"before\""));
          Files.deleteIfExists(lock.resolveSibling("." + lock.getFileName() + ".crc"));
        }
      }
    }
  }

  private static java.util.function.Consumer<String> dieAfter(String last) {
    return step -> {
      if (step.equals(last)) {
        throw new RowFormatContract.Died();
      }
    };
  }

  private static Publication begin(
      Target target, String run, java.util.function.Consumer<String> afterStep) {
    return FilesPublication.begin(
        SparkExtension.session(),
        target,
        Rates.SCHEMA,
        run,
        Rates.COMPANIONS,
        OutputLock.Timing.DEFAULT,
        afterStep);
  }

  private static FileSystem local() throws IOException {
    LocalFileSystem files = new LocalFileSystem();
    files.initialize(java.net.URI.create("file:///"), new Configuration());
    return files;
  }

  private Place place(String name) {
    return Place.parse(dir.resolve(name).toString());
  }

  private Target target(String name, IfExists ifExists) {
    return new Target(place(name), Format.PARQUET, ifExists, Layout.NONE);
  }
}

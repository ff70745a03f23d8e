package io.lakewright.maintain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.Lakewright;
import io.lakewright.UserException;
import io.lakewright.job.JobContext;
import io.lakewright.job.JobResult;
import io.lakewright.job.SparkProgress;
import io.lakewright.maintain.TableRun.Status;
import io.lakewright.maintain.fleet.TableSelection;
import io.lakewright.maintain.lock.TableLock;
import io.lakewright.table.IcebergCatalogs;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.TestDirs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
@SuppressWarnings("try")
class MaintainJobTest {
  private static final String POLICY =
      """
      defaults:
        compaction: {quiet-for: 0s, min-small-files: 3}
      """;
  private final SparkSession spark = SparkExtension.session();

  /** A table of so many files with the numbers from 0. */
  private TableName table(String database, String name, int files) {
    spark.sql("CREATE NAMESPACE IF NOT EXISTS lake." + database);
    String full = "lake.%s.%s".formatted(database, name);
    spark.sql("CREATE TABLE %s (id BIGINT, name STRING) USING iceberg".formatted(full));
    spark.sql(
        "INSERT INTO %s SELECT /*+ REPARTITION(%d) */ id, CAST(id AS STRING) FROM range(100)"
            .formatted(full, files));
    return TableName.parse(full);
  }

  private Table load(TableName name) {
    Table table = IcebergCatalogs.of(spark, "lake").loadTable(name.identifier());
    table.refresh();
    return table;
  }

  private static String metadata(Table table) {
    return ((HasTableOperations) table).operations().current().metadataFileLocation();
  }

  private static TableSelection database(String name) {
    return new TableSelection(
        List.of(), List.of("lake." + name), List.of(), false, List.of(), List.of());
  }

  private MaintainOptions options(TableSelection selection, boolean dryRun, String history) {
    return new MaintainOptions(
        selection,
        Set.of(),
        Optional.of(policy(POLICY)),
        Optional.empty(),
        2,
        Duration.ofMinutes(5),
        Optional.empty(),
        Optional.of(history),
        false,
        dryRun);
  }

  private static String policy(String yaml) {
    try {
      Path file = TestDirs.temporary("policy-").resolve("policy.yaml");
      return Files.writeString(file, yaml).toString();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private MaintainResult run(MaintainOptions options) {
    return Lakewright.with(spark).run(new MaintainJob(options));
  }

  private static Set<String> filesBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(Path::toString)
          // The catalog's database is opened for reading.
          .filter(file -> !file.contains("lake-catalog.db"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void aDryRunShowsThePlanAndChangesNothing() throws IOException {
    TableName name = table("dry", "many", 8);
    String before = metadata(load(name));
    Path lake = SparkExtension.warehouse().resolve("lake");
    Set<String> files = filesBelow(lake);

    MaintainResult result = run(options(database("dry"), true, "lake.dry_history.h"));

    assertThat(result.headline())
        .startsWith("Dry run: ")
        .endsWith(" a month; 1 of 1 tables need upkeep, as found");
    List<String> row = result.listings().get(0).rows().get(0);
    assertThat(row.subList(0, 3)).containsExactly("lake.dry.many", "compaction", "due");
    assertThat(row.get(3)).isEqualTo("8 → 1");
    assertThat(result.checkFailed()).isFalse();
    assertThat(metadata(load(name))).isEqualTo(before);
    assertThat(filesBelow(lake)).isEqualTo(files);
    assertThat(spark.catalog().tableExists("lake.dry_history.h")).isFalse();
  }

  @Test
  void aRunDoesWhatIsDueRemembersItAndLeavesNoLock() {
    TableName many = table("once", "many", 8);
    TableName few = table("once", "few", 1);

    MaintainResult result = run(options(database("once"), false, "lake.once_history.h"));

    assertThat(result.checkFailed()).isFalse();
    assertThat(spark.sql("SELECT count(*) FROM lake.once.many.files").head().getLong(0))
        .isEqualTo(1);
    assertThat(spark.sql("SELECT count(*), sum(id) FROM lake.once.many").head().getLong(1))
        .isEqualTo(4950);
    for (TableName name : List.of(many, few)) {
      assertThat(load(name).properties().keySet()).noneMatch(TableLock::isLock);
    }
    Row row =
        spark
            .sql(
                "SELECT * FROM lake.once_history.h WHERE table_name = 'lake.once.many' AND step ="
                    + " 'compaction'")
            .head();
    assertThat(row.<String>getAs("verdict")).isEqualTo("due");
    assertThat(row.<String>getAs("status")).isEqualTo("done");
    assertThat(row.<Long>getAs("files_before")).isEqualTo(8);
    assertThat(row.<Long>getAs("files_after")).isEqualTo(1);
    assertThat(row.<Long>getAs("table_files")).isEqualTo(1);
    assertThat(row.<Double>getAs("seconds")).isPositive();
    assertThat(
            spark
                .sql(
                    "SELECT status FROM lake.once_history.h WHERE table_name = 'lake.once.few' AND"
                        + " step = 'compaction'")
                .head()
                .getString(0))
        .isEqualTo("none");

    MaintainResult second = run(options(database("once"), false, "lake.once_history.h"));

    assertThat(second.counts()).containsEntry("tables_due", 0L);
    assertThat(second.figures()).hasSize(2);
    assertThat(second.figures().get(0).panels())
        .extracting(JobResult.Panel::label)
        .containsExactly("Data files", "Size in MiB", "Snapshots");
  }

  @Test
  void aTableThatCannotBeReadFailsAloneAndTheRunSaysSo() throws IOException {
    TableName good = table("mixed", "good", 5);
    TableName broken = table("mixed", "broken", 5);
    TableName wrong = table("mixed", "wrong", 5);
    spark.sql(
        "ALTER TABLE lake.mixed.wrong SET TBLPROPERTIES ('lakewright.compaction.speed' = 'high')");
    String list = load(broken).currentSnapshot().manifestListLocation();
    Files.delete(Path.of(list.replaceFirst("^file:", "")));

    MaintainResult result = run(options(database("mixed"), false, "none"));

    assertThat(result.checkFailed()).isTrue();
    assertThat(result.counts())
        .containsEntry("tables_maintained", 1L)
        .containsEntry("tables_failed", 2L);
    assertThat(spark.sql("SELECT count(*) FROM lake.mixed.good.files").head().getLong(0))
        .isEqualTo(1);
    assertThat(run(result, wrong).error().orElseThrow())
        .contains("lakewright.compaction.speed of lake.mixed.wrong is not a setting");
    assertThat(run(result, good).status()).isEqualTo(Status.DONE);
    assertThat(load(good).properties().keySet()).noneMatch(TableLock::isLock);
  }

  private static TableRun run(MaintainResult result, TableName table) {
    return result.tables().stream()
        .filter(run -> run.table().equals(table))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aTableThatAnotherRunWorksOnIsLeftToIt() {
    TableName name = table("held", "t", 5);
    try (TableLock lock =
        TableLock.acquire(load(name), "other", Clock.systemUTC(), Duration.ofHours(1))) {
      MaintainResult result = run(options(database("held"), false, "none"));

      assertThat(run(result, name).status()).isEqualTo(Status.LOCKED);
      assertThat(run(result, name).error().orElseThrow()).contains("by the run other");
      assertThat(result.checkFailed()).isFalse();
      assertThat(load(name).currentSnapshot().operation()).isEqualTo("append");
    }
  }

  @Test
  void whenTheBudgetIsUsedUpNothingMoreIsBegun() {
    TableName name = table("late", "t", 5);
    MaintainOptions options = options(database("late"), false, "none");
    MaintainOptions hurried =
        new MaintainOptions(
            options.selection(),
            options.steps(),
            options.policy(),
            options.prices(),
            1,
            options.tableTimeout(),
            Optional.of(Duration.ofNanos(1)),
            options.history(),
            false,
            false);

    MaintainResult result = run(hurried);

    assertThat(run(result, name).status()).isEqualTo(Status.POSTPONED);
    assertThat(load(name).currentSnapshot().operation()).isEqualTo("append");
  }

  @Test
  void aRunThatIsToldToStopBeginsNoFurtherStepEvenBeforeItsThreadsAreInterrupted()
      throws Exception {
    TableName name = table("stopped", "t", 5);
    AtomicBoolean stopping = new AtomicBoolean();
    List<Step> steps = new ArrayList<>(Steps.all());
    steps.set(0, new CancelledStep(stopping));
    MaintainJob job = new MaintainJob(options(database("stopped"), false, "none"), steps);
    JobContext context =
        new JobContext(
            spark,
            "stopped",
            Clock.systemUTC(),
            SparkProgress.silent(spark, "stopped"),
            stopping::get);

    MaintainResult result = job.run(context);

    assertThat(run(result, name).steps())
        .extracting(step -> step.outcome().orElseThrow().errors())
        .containsExactly(List.of("Stopped before its end; the next run goes on"));
    assertThat(load(name).currentSnapshot().operation()).isEqualTo("append");
    assertThat(load(name).properties().keySet()).noneMatch(TableLock::isLock);
  }

  /** Fails as a step does whose Spark job Ctrl-C has cancelled. */
  private record CancelledStep(AtomicBoolean stopping) implements Step {
    @Override
    public StepName name() {
      return StepName.LAYOUT;
    }

    @Override
    public List<Setting<?>> settings() {
      return List.of();
    }

    @Override
    public Assessment assess(TableContext table) {
      return Assessment.due(
          name(), "Due", Measure.NONE, Measure.NONE, Effort.NONE, Gain.NONE, null);
    }

    @Override
    public Outcome run(TableContext table, Assessment assessment) {
      stopping.set(true);
      throw new IllegalStateException("Job 7 cancelled as part of cancellation of all jobs");
    }
  }

  @Test
  void onlyTheChosenStepsRun() {
    TableName name = table("chosen", "t", 5);
    MaintainOptions all = options(database("chosen"), true, "none");
    MaintainOptions one =
        new MaintainOptions(
            all.selection(),
            Set.of(StepName.LAYOUT),
            all.policy(),
            all.prices(),
            1,
            all.tableTimeout(),
            all.budget(),
            all.history(),
            false,
            true);

    assertThat(run(run(one), name).steps())
        .extracting(step -> step.assessment().step())
        .containsExactly(StepName.LAYOUT);
  }

  @Test
  void aTableWithoutItsMetadataFailsAloneAndOrphansOfTheOthersAreRefused() throws IOException {
    TableName good = table("halves", "good", 5);
    TableName broken = table("halves", "broken", 1);
    Files.delete(Path.of(metadata(load(broken)).replaceFirst("^file:", "")));
    IcebergCatalogs.of(spark, "lake").invalidateTable(broken.identifier());
    try {
      MaintainResult result = run(options(database("halves"), true, "none"));

      assertThat(run(result, broken).status()).isEqualTo(Status.FAILED);
      assertThat(run(result, good).status()).isEqualTo(Status.DONE);
      Assessment orphans = assessment(run(result, good), StepName.ORPHANS);
      assertThat(orphans.verdict()).isEqualTo(Assessment.Verdict.REFUSED);
      assertThat(orphans.reason())
          .startsWith("Cannot read the table halves.broken, so that it is not known");
    } finally {
      IcebergCatalogs.of(spark, "lake").dropTable(broken.identifier(), false);
    }
  }

  private static Assessment assessment(TableRun run, StepName step) {
    return run.steps().stream()
        .map(StepRun::assessment)
        .filter(one -> one.step() == step)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void orphansBelowOneDayAreLookedForOnlyIfTheAgeIsForced() {
    TableName name = table("young", "t", 1);
    String policy = policy("defaults: {orphans: {min-age: 1h}}");
    MaintainBuilder plan =
        Lakewright.with(spark).maintain(name.toString()).policy(policy).history("none").dryRun();

    Assessment cautious = assessment(run(plan.run(), name), StepName.ORPHANS);
    Assessment forced = assessment(run(plan.forceAge().run(), name), StepName.ORPHANS);

    assertThat(cautious.verdict()).isEqualTo(Assessment.Verdict.REFUSED);
    assertThat(cautious.reason()).contains("--force-age");
    assertThat(forced.verdict()).isEqualTo(Assessment.Verdict.NOT_NEEDED);
  }

  @Test
  void whatHoldsForSeveralTablesInTheSameWordsIsOneRow() {
    for (int i = 0; i < 4; i++) {
      table("alike", "t" + i, 1);
    }
    table("alike", "u", 8);

    List<List<String>> rows =
        run(options(database("alike"), true, "none")).listings().stream()
            .filter(listing -> listing.title().equals("Not done, and why"))
            .findFirst()
            .orElseThrow()
            .rows();

    assertThat(rows)
        .anySatisfy(row -> assertThat(row).startsWith("all tables", "layout", "off"))
        .anySatisfy(
            row ->
                assertThat(row)
                    .startsWith(
                        "lake.alike.t0, lake.alike.t1 and 2 more", "compaction", "not needed"));
  }

  @Test
  void tablesAreChosenByNameDatabaseCatalogAndPatterns() {
    table("pick", "events_1", 1);
    table("pick", "events_2", 1);
    table("pick", "other", 1);
    TableIdentifier other = TableIdentifier.of("pick", "other");

    assertThat(database("pick").resolve(spark)).hasSize(3);
    assertThat(
            new TableSelection(
                    List.of(), List.of(), List.of(), true, List.of("*.pick.*"), List.of("events_*"))
                .resolve(spark))
        .containsExactly(new TableName("lake", other));
    assertThat(
            new TableSelection(
                    List.of(TableName.parse("lake.pick.other")),
                    List.of("lake.pick"),
                    List.of("lake"),
                    false,
                    List.of("lake.pick.*"),
                    List.of())
                .resolve(spark))
        .hasSize(3)
        .startsWith(new TableName("lake", other));
    assertThatThrownBy(() -> database("nowhere").resolve(spark))
        .isInstanceOf(UserException.class)
        .hasMessage("There is no database lake.nowhere");
    assertThatThrownBy(() -> TableSelection.of(TableName.parse("lake.pick.missing")).resolve(spark))
        .hasMessage("There is no Iceberg table lake.pick.missing");
    assertThatThrownBy(() -> TableSelection.of(TableName.parse("no.pick.t")).resolve(spark))
        .hasMessageContaining("There is no Iceberg catalog no in this session; it has lake");
  }
}

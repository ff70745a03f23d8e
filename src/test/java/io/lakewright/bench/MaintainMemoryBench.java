package io.lakewright.bench;

import io.lakewright.Lakewright;
import io.lakewright.maintain.MaintainJob;
import io.lakewright.maintain.MaintainOptions;
import io.lakewright.maintain.MaintainResult;
import io.lakewright.maintain.StepName;
import io.lakewright.maintain.TableName;
import io.lakewright.maintain.fleet.TableSelection;
import io.lakewright.sample.LakeOptions;
import io.lakewright.sample.LakeSample;
import io.lakewright.session.SessionHandle;
import io.lakewright.session.SessionOptions;
import io.lakewright.session.SparkSessions;
import io.lakewright.table.IcebergCatalogs;
import io.lakewright.testkit.TestDirs;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.spark.sql.SparkSession;

/**
 * The memory of a driver that expires a table with ever more snapshots ({@code --section expiry}),
 * and that looks after ever more tables ({@code --section fleet}). Spark's tasks run in the same
 * JVM.
 */
final class MaintainMemoryBench {
  private final Arguments arguments;
  private final SparkSession spark;
  private final Report report =
      new Report(
          "Memory of maintenance, heap of %,d MB".formatted(Runtime.getRuntime().maxMemory() >> 20),
          "what",
          "seconds",
          "live MB before",
          "with the metadata",
          "most in one commit of Iceberg",
          "most live MB",
          "beyond the commit");

  private MaintainMemoryBench(Arguments arguments, SparkSession spark) {
    this.arguments = arguments;
    this.spark = spark;
  }

  public static void main(String[] given) throws IOException {
    Arguments arguments =
        new Arguments(
            given,
            "section",
            "expiry",
            "snapshots",
            "7000,70000",
            "files",
            "2000000",
            "tables",
            "100,1000",
            "cores",
            "2");
    Path directory = BenchFiles.directory("maintain-memory");
    TestDirs.delete(directory);
    Files.createDirectories(directory);
    String master = "local[" + arguments.text("cores") + "]";
    SessionOptions session =
        new SessionOptions("Bench", master, directory.resolve("lake").toString(), Map.of());
    try (SessionHandle handle = SparkSessions.open(session)) {
      handle.spark().sparkContext().setLogLevel("ERROR");
      MaintainMemoryBench bench = new MaintainMemoryBench(arguments, handle.spark());
      if (arguments.text("section").equals("fleet")) {
        bench.fleet();
      } else {
        bench.expiry();
      }
      bench.report.print();
    }
    TestDirs.delete(directory);
  }

  private void expiry() throws IOException {
    Catalog catalog = IcebergCatalogs.of(spark, "lake");
    IcebergCatalogs.createNamespace(spark, "lake", Namespace.of("endless"));
    neglect("lake.warm", 2);
    run(tables("lake.warm"), Set.of(StepName.EXPIRY), false);
    for (int snapshots : numbers("snapshots")) {
      TableIdentifier name = TableIdentifier.of("endless", "t" + snapshots);
      System.out.printf("Making %s ...%n", name);
      new EndlessTable(catalog, name, snapshots, arguments.number("files")).create();
      TableSelection selection =
          new TableSelection(
              List.of(TableName.parse("lake." + name)),
              List.of(),
              List.of(),
              false,
              List.of(),
              List.of());
      Set<StepName> steps = Set.of(StepName.EXPIRY);
      String what = "%,d snapshots, %,d files".formatted(snapshots, arguments.number("files"));
      Supplier<Object> commit = () -> committed(catalog, name);
      measure("planning: " + what, commit, () -> run(selection, steps, true));
      measure("expiry: " + what, commit, () -> run(selection, steps, false));
      checkExpired(catalog, name, snapshots);
      catalog.dropTable(name, false);
    }
  }

  private static Table opened(Catalog catalog, TableIdentifier name) {
    Table table = catalog.loadTable(name);
    table.refresh();
    return table;
  }

  private static Table committed(Catalog catalog, TableIdentifier name) {
    Table table = opened(catalog, name);
    table.updateProperties().set("looked-at", Instant.now().toString()).commit();
    table.refresh();
    return table;
  }

  /** A tenth of the days is within the retention. */
  private static void checkExpired(Catalog catalog, TableIdentifier name, int snapshots)
      throws IOException {
    Table table = opened(catalog, name);
    long left = 0;
    for (var one : table.snapshots()) {
      left += one == null ? 0 : 1;
    }
    Path folder = Path.of(table.location().replaceFirst("^file:(//)?", "")).resolve("metadata");
    try (Stream<Path> files = Files.list(folder)) {
      long stored = files.count();
      System.out.printf("%,d snapshots and %,d files of metadata are left%n", left, stored);
      // At most a list, two manifests and a metadata file for each.
      if (left > snapshots / 5 || stored > 4L * snapshots / 5) {
        throw new IllegalStateException("Not expired");
      }
    }
  }

  private void fleet() {
    for (int tables : numbers("tables")) {
      String database = "lake.fleet" + tables;
      System.out.printf("Making %,d tables ...%n", tables);
      neglect(database, tables);
      Set<StepName> steps = EnumSet.allOf(StepName.class);
      String what = "%,d tables, all steps".formatted(tables);
      Supplier<Object> nothing = () -> "";
      measure("planning: " + what, nothing, () -> run(tables(database), steps, true));
      measure("upkeep: " + what, nothing, () -> run(tables(database), steps, false));
    }
  }

  private void neglect(String database, int tables) {
    LakeOptions options = new LakeOptions(database, tables, 5, 10, 1, 10, 30, 0);
    Lakewright.with(spark).run(new LakeSample(options));
  }

  private static TableSelection tables(String database) {
    return new TableSelection(List.of(), List.of(database), List.of(), false, List.of(), List.of());
  }

  private List<Integer> numbers(String option) {
    return Stream.of(arguments.text(option).split(",", -1)).map(Integer::valueOf).toList();
  }

  /**
   * @param commit what Iceberg alone must do to work on what is measured; returns what it holds
   */
  private void measure(String what, Supplier<Object> commit, Runnable work) {
    long before = LiveHeap.now();
    long open;
    long committing;
    try (LiveHeap heap = new LiveHeap()) {
      Object opened = commit.get();
      try {
        open = LiveHeap.now();
      } finally {
        Reference.reachabilityFence(opened);
      }
      committing = heap.peak();
    }
    long start = System.nanoTime();
    long peak;
    try (LiveHeap heap = new LiveHeap()) {
      work.run();
      peak = heap.peak();
    }
    report.row(
        what,
        (System.nanoTime() - start) / 1e9,
        before >> 20,
        open >> 20,
        committing >> 20,
        peak >> 20,
        (peak - committing) >> 20);
  }

  private void run(TableSelection selection, Set<StepName> steps, boolean dryRun) {
    MaintainOptions options =
        new MaintainOptions(
            selection,
            steps,
            Optional.empty(),
            Optional.empty(),
            MaintainOptions.DEFAULT_PARALLEL,
            Duration.ofHours(1),
            Optional.empty(),
            Optional.of(MaintainOptions.NO_HISTORY),
            false,
            dryRun);
    MaintainResult result = Lakewright.with(spark).run(new MaintainJob(options));
    System.out.println(result.headline());
    if (result.checkFailed()) {
      throw new IllegalStateException("Maintenance failed: " + result.listings());
    }
  }
}

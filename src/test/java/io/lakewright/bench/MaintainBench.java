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
import io.lakewright.testkit.TestDirs;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * One table of many small files and snapshots, and many small tables: planned and maintained by
 * {@code maintain}, and by the procedures of Iceberg called by hand, in one session.
 */
final class MaintainBench {
  private static final Set<StepName> STEPS =
      Set.of(StepName.COMPACTION, StepName.MANIFESTS, StepName.EXPIRY);

  private final Arguments arguments;
  private final SparkSession spark;
  private final StockMaintenance stock;
  private final Path policy;
  private final Report report =
      new Report(
          "Maintenance beside Iceberg's procedures",
          "what",
          "maintain, s",
          "by hand, s",
          "maintain, CPU s",
          "by hand, CPU s",
          "times faster",
          "bar");

  private MaintainBench(Arguments arguments, SparkSession spark, Path policy) {
    this.arguments = arguments;
    this.spark = spark;
    this.stock = new StockMaintenance(spark);
    this.policy = policy;
  }

  public static void main(String[] given) throws Exception {
    Arguments arguments =
        new Arguments(
            given,
            "files",
            "20000",
            "snapshots",
            "5000",
            "tables",
            "200",
            "table-files",
            "50",
            "only",
            "both",
            "parallel",
            "4",
            "cores",
            "2");
    Path directory = BenchFiles.directory("maintain");
    TestDirs.delete(directory);
    Files.createDirectories(directory);
    Path policy = directory.resolve("policy.yaml");
    Files.writeString(
        policy,
        "defaults: {compaction: {quiet-for: 0s}, manifests: {min-count: 2, max-count-ratio: 1}}\n");
    String master = "local[" + arguments.text("cores") + "]";
    SessionOptions session =
        new SessionOptions("Bench", master, directory.resolve("lake").toString(), Map.of());
    try (SessionHandle handle = SparkSessions.open(session)) {
      handle.spark().sparkContext().setLogLevel("ERROR");
      new MaintainBench(arguments, handle.spark(), policy).run();
    }
    TestDirs.delete(directory);
  }

  private void run() throws Exception {
    neglect("warm", 4, 300, 60, 5);
    maintain("lake.warm_a", false);
    for (TableName table : tables("lake.warm_b")) {
      stock.plan(table);
      stock.run(table);
    }
    String only = arguments.text("only");
    if (!only.equals("many")) {
      neglect("one", 1, arguments.number("files"), arguments.number("snapshots"), 50);
      compare("one table of " + arguments.text("files") + " files", "one", "1.00");
    }
    if (!only.equals("one")) {
      neglect(
          "fleet",
          arguments.number("tables"),
          arguments.number("table-files"),
          arguments.number("table-files") / 2,
          2);
      compare(arguments.text("tables") + " tables", "fleet", "1.60");
    }
    report.print();
  }

  /** The same tables twice. */
  private void neglect(String name, int tables, int files, int commits, int partitions) {
    for (String copy : List.of("_a", "_b")) {
      LakeOptions options =
          new LakeOptions("lake." + name + copy, tables, commits, files, partitions, 100, 30, 0);
      Lakewright.with(spark).run(new LakeSample(options));
    }
  }

  private void compare(String what, String name, String bar) throws Exception {
    List<TableName> byHand = tables("lake." + name + "_b");
    Took ourPlan = took(() -> maintain("lake." + name + "_a", true));
    Took theirPlan = took(() -> byHand.forEach(stock::plan));
    row("planning " + what, ourPlan, theirPlan, "5.00");
    long before = peak();
    Took ours = took(() -> maintain("lake." + name + "_a", false));
    System.out.printf("Heap after: %,d MB (before: %,d MB)%n", peak() >> 20, before >> 20);
    Took theirs = took(() -> byHand.forEach(stock::run));
    row("maintaining " + what, ours, theirs, bar);
    check(name);
  }

  private void row(String what, Took ours, Took theirs, String bar) {
    report.row(
        what,
        ours.seconds,
        theirs.seconds,
        ours.cpu,
        theirs.cpu,
        theirs.seconds / ours.seconds,
        bar);
  }

  private MaintainResult maintain(String database, boolean dryRun) {
    MaintainOptions options =
        new MaintainOptions(
            new TableSelection(
                List.of(), List.of(database), List.of(), false, List.of(), List.of()),
            STEPS,
            Optional.of(policy.toString()),
            Optional.empty(),
            arguments.number("parallel"),
            Duration.ofHours(1),
            Optional.empty(),
            Optional.of("none"),
            false,
            dryRun);
    MaintainResult result = Lakewright.with(spark).run(new MaintainJob(options));
    System.out.println(result.headline());
    if (result.checkFailed()) {
      throw new IllegalStateException("Maintenance failed: " + result.listings());
    }
    return result;
  }

  private List<TableName> tables(String database) {
    return new TableSelection(List.of(), List.of(database), List.of(), false, List.of(), List.of())
        .resolve(spark);
  }

  /** Both ways must have led to tables as small, with the same rows. */
  private void check(String name) {
    List<TableName> ours = tables("lake." + name + "_a");
    List<TableName> theirs = tables("lake." + name + "_b");
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < ours.size(); i += Math.max(1, ours.size() / 5)) {
      String left = state(ours.get(i));
      String right = state(theirs.get(i));
      System.out.printf("%s: %s; by hand: %s%n", ours.get(i), left, right);
      if (!left.split(" ", -1)[0].equals(right.split(" ", -1)[0])) {
        differences.add(ours.get(i) + ": " + left + " and " + right);
      }
    }
    if (!differences.isEmpty()) {
      throw new IllegalStateException("Not the same rows: " + differences);
    }
  }

  private String state(TableName table) {
    spark.catalog().refreshTable(table.quoted());
    Row rows = spark.sql("SELECT count(*), sum(id), sum(amount) FROM " + table.quoted()).head();
    long files = spark.sql("SELECT * FROM %s.files".formatted(table.quoted())).count();
    long manifests = spark.sql("SELECT * FROM %s.manifests".formatted(table.quoted())).count();
    long snapshots = spark.sql("SELECT * FROM %s.snapshots".formatted(table.quoted())).count();
    return "%d/%d rows, %d files, %d manifests, %d snapshots"
        .formatted(rows.getLong(0), rows.getLong(1), files, manifests, snapshots);
  }

  private record Took(double seconds, double cpu) {}

  private static Took took(Runnable work) {
    System.gc();
    long cpu = cpu();
    long start = System.nanoTime();
    work.run();
    return new Took((System.nanoTime() - start) / 1e9, (cpu() - cpu) / 1e9);
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static long peak() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}

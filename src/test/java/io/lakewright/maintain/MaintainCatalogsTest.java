package io.lakewright.maintain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.UserException;
import io.lakewright.cli.Main;
import io.lakewright.job.Job;
import io.lakewright.job.JobContext;
import io.lakewright.job.JobResult;
import io.lakewright.job.SparkProgress;
import io.lakewright.maintain.archive.ArchiveJob;
import io.lakewright.maintain.archive.ArchiveOptions;
import io.lakewright.maintain.fleet.TableSelection;
import io.lakewright.maintain.lock.TableLock;
import io.lakewright.testkit.MotoExtension;
import io.lakewright.testkit.S3MockExtension;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.TestDirs;
import io.lakewright.testkit.iceberg.HiveMetastore;
import io.lakewright.testkit.iceberg.RestCatalogServer;
import io.lakewright.testkit.iceberg.S3Lake;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same upkeep whatever catalog a table is in; JDBC is that of the other tests. */
@ExtendWith(SparkExtension.class)
class MaintainCatalogsTest {
  /** Old enough for every step. */
  private static final Clock IN_A_WEEK = Clock.offset(Clock.systemUTC(), Duration.ofDays(7));

  private static final AtomicInteger RUNS = new AtomicInteger();

  private final SparkSession spark = SparkExtension.session();

  enum Kind {
    /** Tells clients where the storage is, and gives them keys. */
    REST {
      @Override
      S3Lake lake() {
        String bucket = S3MockExtension.newBucket();
        Map<String, String> server = S3MockExtension.iceberg();
        RestCatalogServer catalog = new RestCatalogServer("s3://" + bucket + "/warehouse", server);
        return S3Lake.of(
            bucket,
            server,
            soft(
                Map.of(
                    "catalog-impl", "org.apache.iceberg.rest.RESTCatalog", "uri", catalog.uri())));
      }
    },
    /** With locks of the metastore, and names in lower case. */
    HIVE {
      @Override
      S3Lake lake() {
        S3MockExtension.configure(SparkExtension.session());
        Map<String, String> catalog = new HashMap<>(S3MockExtension.iceberg());
        catalog.put("catalog-impl", "org.apache.iceberg.hive.HiveCatalog");
        catalog.put("uri", HiveMetastore.uri());
        String bucket = S3MockExtension.newBucket();
        catalog.put("warehouse", "s3://" + bucket + "/warehouse");
        return S3Lake.of(bucket, S3MockExtension.iceberg(), soft(catalog));
      }
    },
    /** With locks in DynamoDB, as catalogs need whose commits are not conditional. */
    GLUE {
      @Override
      S3Lake lake() {
        MotoExtension.assumeInstalled();
        String bucket = MotoExtension.newBucket();
        Map<String, String> catalog = new HashMap<>(MotoExtension.glue());
        catalog.put("warehouse", "s3://" + bucket + "/warehouse");
        return S3Lake.of(bucket, MotoExtension.iceberg(), soft(catalog));
      }

      @Override
      Set<StepName> steps() {
        return EnumSet.complementOf(EnumSet.of(StepName.MANIFESTS, StepName.OBJECT_TAGS));
      }
    };

    abstract S3Lake lake();

    /** S3Mock forgets by what tag a lifecycle rule chooses. */
    Set<StepName> steps() {
      return EnumSet.complementOf(
          EnumSet.of(StepName.LIFECYCLE, StepName.MANIFESTS, StepName.OBJECT_TAGS));
    }

    private static Map<String, String> soft(Map<String, String> catalog) {
      Map<String, String> all = new HashMap<>(catalog);
      all.putAll(S3Lake.softDeletes());
      return all;
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyStepArchiveAndRestoreWorkWithTheCatalog(Kind kind) throws Exception {
    S3Lake lake = kind.lake();
    neglect(lake);
    List<String> rows = lake.rows("SELECT * FROM $lake.orders");
    String orphan = lake.table("orders").location() + "/data/lost.parquet";
    lake.put(orphan, "lost");

    assertThat(due(maintain(lake, kind.steps(), true))).containsAll(kind.steps());
    MaintainResult done = maintain(lake, kind.steps(), false);

    assertThat(done.checkFailed()).as("%s", done.listings()).isFalse();
    assertThat(lake.rows("SELECT * FROM $lake.orders")).isEqualTo(rows);
    assertThat(lake.sql("SELECT * FROM $lake.orders.files").count()).isEqualTo(2);
    assertThat(lake.tags(orphan)).containsEntry("retired", "yes");
    assertThat(lake.sql("SELECT * FROM $lake.history WHERE status = 'done'").count())
        .isGreaterThanOrEqualTo(kind.steps().size());
    assertThat(lake.table("orders").properties().keySet()).noneMatch(TableLock::isLock);

    long first = lake.table("orders").currentSnapshot().snapshotId();
    lake.sql("DELETE FROM $lake.orders WHERE day = 'tuesday'");
    runJobFile("archive", "--table", lake.name("orders"), "--older-than", "0s");
    runJobFile("restore", "--table", lake.name("orders"), "--as", "orders_archive");

    assertThat(lake.rows("SELECT * FROM $lake.orders_archive VERSION AS OF " + first))
        .isEqualTo(rows);
    assertThat(lake.table("orders_archive").properties()).containsEntry("gc.enabled", "false");
    assertThat(lake.rows("SELECT * FROM $lake.orders")).hasSize(299);
    if (kind == Kind.HIVE) {
      TableSelection shouted = TableSelection.of(TableName.parse(lake.name("ORDERS")));
      assertThat(shouted.resolve(spark)).containsExactly(TableName.parse(lake.name("orders")));
    }
  }

  @Test
  void tablesOfAHadoopCatalogAreMaintainedAndRefuseWhatNeedsS3() throws Exception {
    String catalog = "upkeep_hadoop";
    String key = "spark.sql.catalog." + catalog;
    spark.conf().set(key, "org.apache.iceberg.spark.SparkCatalog");
    spark.conf().set(key + ".type", "hadoop");
    spark.conf().set(key + ".warehouse", TestDirs.temporary("hadoop-").toString());
    spark.sql("CREATE NAMESPACE IF NOT EXISTS " + catalog + ".db");
    TableName table = TableName.parse(catalog + ".db.t");
    spark.sql("CREATE TABLE %s (id BIGINT) USING iceberg".formatted(table));
    spark.sql("INSERT INTO %s SELECT /*+ REPARTITION(6) */ id FROM range(600)".formatted(table));

    assertThat(selection(catalog).resolve(spark)).containsExactly(table);
    MaintainResult done =
        maintain(selection(catalog), catalog, EnumSet.of(StepName.COMPACTION), false);

    assertThat(done.checkFailed()).as("%s", done.listings()).isFalse();
    assertThat(spark.sql("SELECT * FROM %s.files".formatted(table)).count()).isEqualTo(1);
    assertThat(spark.sql("SELECT sum(id) FROM %s".formatted(table)).head().getLong(0))
        .isEqualTo(599 * 300);
    assertThatThrownBy(
            () ->
                run(
                    new ArchiveJob(
                        new ArchiveOptions(
                            table,
                            Duration.ZERO,
                            Optional.empty(),
                            Map.of("retired", "yes"),
                            false))))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("only tables on S3 are archived and restored");
  }

  @Test
  void objectsOfAmazonS3TablesAreLeftToTheService() throws Exception {
    String bucket = S3MockExtension.newBucket();
    Map<String, String> catalog = new HashMap<>(S3Lake.softDeletes());
    catalog.put("warehouse", "s3://63a8e430-6e0b--table-s3/warehouse");
    catalog.put("s3.access-points.63a8e430-6e0b--table-s3", bucket);
    S3Lake lake = S3Lake.create(bucket, S3MockExtension.iceberg(), catalog);
    lake.sql("CREATE TABLE $lake.t (id BIGINT) USING iceberg");
    lake.sql("INSERT INTO $lake.t VALUES (1)");

    MaintainResult plan = maintain(lake, EnumSet.allOf(StepName.class), true);

    assertThat(plan.tables().get(0).steps())
        .filteredOn(step -> step.assessment().verdict() == Assessment.Verdict.REFUSED)
        .extracting(step -> step.assessment().step())
        .containsExactly(
            StepName.LAYOUT,
            StepName.EXPIRY,
            StepName.ORPHANS,
            StepName.OBJECT_TAGS,
            StepName.LIFECYCLE);
    assertThatThrownBy(
            () ->
                run(
                    new ArchiveJob(
                        new ArchiveOptions(
                            TableName.parse(lake.name("t")),
                            Duration.ZERO,
                            Optional.empty(),
                            Map.of(),
                            false))))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Amazon S3 Tables removes files by itself");
  }

  /** Small files, deleted rows and snapshots that nobody needs. */
  private static void neglect(S3Lake lake) {
    lake.sql(
        "CREATE TABLE $lake.orders (id BIGINT, day STRING) USING iceberg PARTITIONED BY (day)"
            + " TBLPROPERTIES ('write.distribution-mode' = 'none')");
    lake.sql("INSERT INTO $lake.orders SELECT /*+ REPARTITION(3) */ id, 'monday' FROM range(300)");
    lake.sql("INSERT INTO $lake.orders SELECT id, 'tuesday' FROM range(300, 400)");
    lake.sql("DELETE FROM $lake.orders WHERE id = 7");
  }

  /** A file that the documentation offers, with options in place of those that it gives. */
  private static void runJobFile(String job, String... options) {
    List<String> words = new ArrayList<>();
    words.add("run");
    words.add(TestDirs.base().resolve("jobs/" + job + ".yaml").toString());
    words.addAll(List.of("--quiet", "--report", TestDirs.temporary(job + "-").toString()));
    words.addAll(List.of(options));
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);

    assertThat(Main.run(out, out, words.toArray(String[]::new))).as("%s", said).isZero();
  }

  private JobResult run(Job<?> job) throws Exception {
    String runId = "run-" + RUNS.incrementAndGet();
    return job.run(new JobContext(spark, runId, IN_A_WEEK, SparkProgress.silent(spark, runId)));
  }

  private MaintainResult maintain(S3Lake lake, Set<StepName> steps, boolean dryRun)
      throws Exception {
    return maintain(selection(lake.catalog()), lake.catalog(), steps, dryRun);
  }

  private MaintainResult maintain(
      TableSelection tables, String catalog, Set<StepName> steps, boolean dryRun) throws Exception {
    return (MaintainResult)
        run(
            new MaintainJob(
                new MaintainOptions(
                    tables,
                    steps,
                    Optional.of(
                        TestDirs.base()
                            .resolve("src/test/resources/io/lakewright/maintain/every-step.yaml")
                            .toString()),
                    Optional.empty(),
                    2,
                    Duration.ofMinutes(5),
                    Optional.empty(),
                    Optional.of(catalog + ".db.history"),
                    false,
                    dryRun)));
  }

  private static TableSelection selection(String catalog) {
    return new TableSelection(
        List.of(), List.of(catalog + ".db"), List.of(), false, List.of(), List.of("history"));
  }

  private static List<StepName> due(MaintainResult result) {
    return result.tables().stream()
        .flatMap(table -> table.steps().stream())
        .filter(step -> step.assessment().isDue())
        .map(step -> step.assessment().step())
        .toList();
  }
}

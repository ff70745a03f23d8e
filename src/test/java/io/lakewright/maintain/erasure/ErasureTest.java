package io.lakewright.maintain.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.UserException;
import io.lakewright.job.JobContext;
import io.lakewright.job.SparkProgress;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.iceberg.TestTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SparkExtension.class)
class ErasureTest {
  private static final String WHO = "mail = 'ann@example.org'";

  private final SparkSession spark;

  ErasureTest(SparkSession spark) {
    this.spark = spark;
  }

  private static ErasureOptions options(TestTable table, RefHandling refs, boolean dryRun) {
    return new ErasureOptions(table.name(), WHO, refs, Duration.ofDays(1), dryRun);
  }

  private ErasureResult erase(ErasureOptions options) throws InterruptedException {
    try (SparkProgress progress = SparkProgress.silent(spark, "erasure-test")) {
      return new ErasureJob(options)
          .run(new JobContext(spark, "erasure-test", Clock.systemUTC(), progress));
    }
  }

  /** Ann is in old and new snapshots, and in a file where a delete only hides her. */
  private TestTable table(String version) {
    TestTable table =
        TestTable.create(
            spark,
            "id bigint, mail string, part int",
            "part",
            version.equals("1")
                ? Map.of("format-version", "1")
                : Map.of("format-version", version, "write.delete.mode", "merge-on-read"));
    table.sql("INSERT INTO $t VALUES (1, 'ann@example.org', 1), (2, 'bob@example.org', 1)");
    table.sql("INSERT INTO $t VALUES (3, 'ann@example.org', 2), (4, null, 2), (5, 'eve', 3)");
    table.sql("DELETE FROM $t WHERE id = 1");
    table.sql("ALTER TABLE $t ADD PARTITION FIELD bucket(2, id)");
    table.sql("INSERT INTO $t VALUES (6, 'ann@example.org', 2), (7, 'tim', 2)");
    return table;
  }

  /**
   * Uncompressed text is what Parquet's plain pages and bounds hold, so a plain search finds it.
   */
  private static List<String> filesNaming(TestTable table, String text) throws IOException {
    Path root = Path.of(table.table().location().replaceFirst("^file:", ""));
    byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
    try (var paths = Files.walk(root)) {
      return paths
          .filter(Files::isRegularFile)
          .filter(path -> contains(path, wanted))
          .map(path -> root.relativize(path).toString())
          .toList();
    }
  }

  private static boolean contains(Path path, byte[] wanted) {
    try {
      String content = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
      return content.contains(new String(wanted, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "3"})
  void leavesNoTraceInAnySnapshotOrFile(String version) throws Exception {
    TestTable table = table(version);
    table.sql(
        "ALTER TABLE $t SET TBLPROPERTIES ('write.parquet.compression-codec'='uncompressed')");
    table.sql("INSERT INTO $t VALUES (8, 'ann@example.org', 4)");
    List<String> expected =
        table.rows().stream().filter(row -> !row.contains("ann@example.org")).toList();
    assertThat(filesNaming(table, "ann@example.org")).isNotEmpty();

    ErasureResult result = erase(options(table, RefHandling.REFUSE, false));

    assertThat(result.isProven()).as(result.headline()).isTrue();
    assertThat(result.rows()).isEqualTo(version.equals("1") ? 3 : 4);
    assertThat(result.headline())
        .contains("rows erased from " + table.name() + " where mail = ?; none is left");
    assertThat(result.headline() + result.counts() + result.hints()).doesNotContain("ann");
    assertThat(table.rows()).isEqualTo(expected);
    assertThat(filesNaming(table, "ann@example.org")).isEmpty();
    assertThat(table.snapshots()).isEqualTo(1);
    ErasureResult again = erase(options(table, RefHandling.REFUSE, false));
    assertThat(again.rows()).isZero();
    assertThat(again.isProven()).isTrue();
  }

  @Test
  void countsOnlyInADryRun() throws Exception {
    TestTable table = table("2");
    List<String> stored = table.stored();

    ErasureResult result = erase(options(table, RefHandling.REFUSE, true));

    assertThat(result.headline())
        .isEqualTo("3 rows of %s to be erased where mail = ?; nothing was changed", table.name());
    assertThat(result.checkFailed()).isFalse();
    assertThat(table.stored()).isEqualTo(stored);
  }

  @Test
  void askWhatIsToBecomeOfBranchesAndTags() throws Exception {
    TestTable table = table("2");
    table.sql("ALTER TABLE $t CREATE TAG everyone");
    table.sql("ALTER TABLE $t CREATE BRANCH trial");
    table.sql("INSERT INTO $t.branch_trial VALUES (9, 'ann@example.org', 1), (10, 'zoe', 1)");
    List<String> stored = table.stored();

    assertThatThrownBy(() -> erase(options(table, RefHandling.REFUSE, false)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("everyone, trial of " + table.name() + " hold such rows");
    assertThat(table.rows()).anyMatch(row -> row.contains("ann@example.org"));

    ErasureResult result = erase(options(table, RefHandling.REWRITE, false));

    assertThat(result.isProven()).as(result.headline()).isTrue();
    assertThat(result.refs()).containsExactly("everyone", "trial");
    assertThat(table.table().refs()).containsOnlyKeys("main", "everyone", "trial");
    assertThat(ids(table, "branch_trial")).containsExactly(2L, 4L, 5L, 7L, 10L);
    assertThat(ids(table, "tag_everyone")).containsExactly(2L, 4L, 5L, 7L);
    assertThat(table.table().refs().get("everyone").isTag()).isTrue();
    assertThat(stored).isNotEqualTo(table.stored());
  }

  private static List<Long> ids(TestTable table, String ref) {
    return table.sql("SELECT id FROM $t." + ref + " ORDER BY id").collectAsList().stream()
        .map(row -> row.getLong(0))
        .toList();
  }

  @Test
  void dropsBranchesAndTagsWhenTold() throws Exception {
    TestTable table = table("2");
    table.sql("ALTER TABLE $t CREATE TAG everyone");

    ErasureResult result = erase(options(table, RefHandling.DROP, false));

    assertThat(result.isProven()).isTrue();
    assertThat(table.table().refs()).containsOnlyKeys("main");
  }

  @Test
  void removesOldUnreferencedFilesAndTellsOfYoungOnes() throws Exception {
    TestTable table = table("2");
    Path data = Path.of(table.table().location().replaceFirst("^file:", "")).resolve("data");
    Path old = data.resolve("left-behind.parquet");
    Files.writeString(old, "ann@example.org");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    Files.writeString(data.resolve("just-written.parquet"), "ann@example.org");

    ErasureResult result = erase(options(table, RefHandling.REFUSE, false));

    assertThat(old).doesNotExist();
    assertThat(result.youngFiles()).isEqualTo(1);
    assertThat(result.hints()).anyMatch(hint -> hint.contains("too young"));
  }

  @Test
  void takesConditionsForExpressionsAndHidesTheirLiterals() throws Exception {
    TestTable table = table("2");

    for (String where :
        List.of(
            "mail = 'ann'; DROP TABLE x",
            "nobody = 'ann'",
            "id IN (SELECT 1)",
            "rand() < 0.5",
            "mail")) {
      assertThatThrownBy(
              () ->
                  erase(
                      new ErasureOptions(
                          table.name(), where, RefHandling.REFUSE, Duration.ofDays(1), true)))
          .as(where)
          .isInstanceOf(UserException.class)
          .message()
          .doesNotContain("ann'");
    }
    assertThat(RowCondition.masked("mail = 'o''neil' AND `a'b` > 12.5 OR x = \"y\" AND t1.c2 = 3"))
        .isEqualTo("mail = ? AND `a'b` > ? OR x = ? AND t1.c2 = ?");
    assertThat(options(table, RefHandling.REFUSE, true).toString()).doesNotContain("ann");
  }

  @Test
  void refusesWhatItCannotErase() throws Exception {
    TestTable table = table("2");
    table.sql("ALTER TABLE $t SET TBLPROPERTIES ('gc.enabled'='false')");
    assertThatThrownBy(() -> erase(options(table, RefHandling.REFUSE, false)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("gc.enabled=false");
    table.sql(
        "ALTER TABLE $t SET TBLPROPERTIES ('gc.enabled'='true', 'lakewright.archive.x'='s3://b/x')");
    assertThatThrownBy(() -> erase(options(table, RefHandling.REWRITE, false)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has archives (x)");
    spark.sql("CREATE TABLE lake.tests.kept (id bigint) USING iceberg");
    table.sql("ALTER TABLE $t UNSET TBLPROPERTIES ('lakewright.archive.x')");
    table.sql("ALTER TABLE $t SET TBLPROPERTIES ('lakewright.restored-as'='tests.kept')");
    assertThatThrownBy(() -> erase(options(table, RefHandling.DROP, false)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("tests.kept was restored or registered from");
    spark.sql("DROP TABLE lake.tests.kept");
  }
}

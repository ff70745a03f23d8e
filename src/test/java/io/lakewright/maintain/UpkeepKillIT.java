package io.lakewright.maintain;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.cli.Main;
import io.lakewright.maintain.reach.CatalogTables;
import io.lakewright.maintain.tags.ObjectTagsStep;
import io.lakewright.testkit.FaultProxy;
import io.lakewright.testkit.FaultProxy.Fault;
import io.lakewright.testkit.JavaProcess;
import io.lakewright.testkit.S3MockExtension;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.iceberg.S3Lake;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process is killed with {@code kill -9} at its n-th request to S3, n drawn at random: the
 * table stays as it was, and the next run finishes the work. {@code -Dlakewright.kills=20} kills as
 * often.
 */
@ExtendWith({SparkExtension.class, S3MockExtension.class})
class UpkeepKillIT {
  private static final int KILLS = Integer.getInteger("lakewright.kills", 2);

  /** About what a run that is not killed takes after Spark has started. */
  private static final int REQUESTS = 150;

  @TempDir private Path folder;

  @Test
  void aKilledRunDoesNoHarmAndTheNextOneFinishesTheWork() throws IOException {
    try (FaultProxy proxy = FaultProxy.start(S3MockExtension.endpoint())) {
      S3Lake lake = S3Lake.create(S3Lake.softDeletes());
      Random random = new Random(Long.getLong("lakewright.kills.seed", 3));
      lake.sql(
          "CREATE TABLE $lake.t (id INT) TBLPROPERTIES ('lakewright.compaction.min-small-files'='2', 'lakewright.compaction.quiet-for'='0s', 'lakewright.expiry.max-age'='0s', 'lakewright.manifests.min-count'='2')");
      Set<String> everReachable = new TreeSet<>();
      List<String> expected = new ArrayList<>();
      int killed = 0;
      for (int round = 0; round < KILLS; round++) {
        for (int i = 0; i < 6; i++) {
          int id = round * 6 + i;
          lake.sql("INSERT INTO $lake.t VALUES (" + id + ")");
          expected.add("{\"id\":" + id + "}");
        }
        // Nothing expires between inserts: each snapshot is still there.
        everReachable.addAll(lake.reachable("t"));
        expected.sort(null);
        killed += killAt(1 + random.nextInt(REQUESTS), lake, proxy) ? 1 : 0;
        everReachable.addAll(lake.reachable("t"));
        lake.sql("REFRESH TABLE $lake.t");
        assertThat(lake.rows("SELECT * FROM $lake.t")).isEqualTo(expected);
      }
      assertThat(killed).as("killed before the end").isPositive();

      proxy.heal();
      try (JavaProcess process = start(lake, proxy)) {
        assertThat(process.exitCode(Duration.ofMinutes(5))).as(process.output()).isZero();
      }
      lake.sql("REFRESH TABLE $lake.t");
      assertThat(lake.rows("SELECT * FROM $lake.t")).isEqualTo(expected);
      assertThat(lake.sql("SELECT * FROM $lake.t.snapshots").count()).isEqualTo(1);
      assertThat(lake.sql("SELECT * FROM $lake.t.files").count()).isEqualTo(1);
      lake.run("t", new ObjectTagsStep(new CatalogTables()), Map.of());
      everReachable.removeAll(lake.reachable("t"));
      everReachable.retainAll(lake.objects());
      assertThat(everReachable)
          .filteredOn(path -> !path.endsWith(".metadata.json"))
          .isNotEmpty()
          .allSatisfy(path -> assertThat(lake.tags(path)).containsEntry("retired", "yes"));
    }
  }

  private boolean killAt(int request, S3Lake lake, FaultProxy proxy) {
    AtomicInteger seen = new AtomicInteger();
    try (JavaProcess process = start(lake, proxy)) {
      proxy.plan(
          next -> {
            if (seen.incrementAndGet() == request) {
              process.kill();
            }
            return Fault.NONE;
          });
      return process.exitCode(Duration.ofMinutes(5)) != 0;
    }
  }

  private JavaProcess start(S3Lake lake, FaultProxy proxy) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(
        List.of("maintain", "--table", lake.name("t"), "--history", "none", "--quiet"));
    arguments.addAll(List.of("--steps", "compaction", "manifests", "expiry", "object-tags"));
    arguments.addAll(List.of("--warehouse", folder.resolve("warehouse").toString()));
    arguments.addAll(List.of("--report", folder.resolve("report").toString()));
    Map<String, String> properties = new HashMap<>(lake.properties());
    properties.put("s3.endpoint", proxy.endpoint());
    String catalog = "spark.sql.catalog." + lake.catalog();
    set(arguments, catalog, "org.apache.iceberg.spark.SparkCatalog");
    properties.forEach((key, value) -> set(arguments, catalog + "." + key, value));
    set(arguments, "spark.sql.catalogImplementation", "in-memory");
    return JavaProcess.logging(folder.resolve("child.log"))
        .options("-Xmx700m")
        .application()
        .folder(folder)
        .start(Main.class.getName(), arguments);
  }

  private static void set(List<String> arguments, String key, String value) {
    arguments.addAll(List.of("--spark-conf", key + "=" + value));
  }
}

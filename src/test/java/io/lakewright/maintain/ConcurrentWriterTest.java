package io.lakewright.maintain;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.maintain.compaction.CompactionStep;
import io.lakewright.maintain.expiry.ExpiryStep;
import io.lakewright.maintain.reach.CatalogTables;
import io.lakewright.maintain.tags.ObjectTagsStep;
import io.lakewright.maintain.tags.TaggedRetirement;
import io.lakewright.testkit.S3MockExtension;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.iceberg.S3Lake;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code -Dlakewright.writer.rounds=10} goes on for more than a minute. */
@ExtendWith({SparkExtension.class, S3MockExtension.class})
class ConcurrentWriterTest {
  private static final int ROUNDS = Integer.getInteger("lakewright.writer.rounds", 2);

  @Test
  void noRowOfAWriterIsLostWhileTheTableIsKeptUp() {
    S3Lake lake = S3Lake.create(S3Lake.softDeletes());
    lake.sql(
        "CREATE TABLE $lake.t (id INT) TBLPROPERTIES ('commit.retry.num-retries'='20', 'write.delete.mode'='merge-on-read')");
    Set<Integer> written = new ConcurrentSkipListSet<>();
    AtomicBoolean done = new AtomicBoolean();
    insert(lake, written, 0);
    insert(lake, written, 1);
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              for (int id = 2; !done.get(); id++) {
                insert(lake, written, id);
              }
            });
    for (int round = 0; round < ROUNDS; round++) {
      lake.run("t", new CompactionStep(), Map.of("min-small-files", "2", "quiet-for", "0s"));
      lake.run(
          "t",
          new ExpiryStep(new TaggedRetirement(), new CatalogTables()),
          Map.of("max-age", "0s", "keep-snapshots", "2"));
      lake.run("t", new ObjectTagsStep(new CatalogTables()), Map.of());
    }
    done.set(true);
    writer.join();

    lake.sql("REFRESH TABLE $lake.t");
    Set<Integer> read =
        lake.sql("SELECT id FROM $lake.t").as(Encoders.INT()).collectAsList().stream()
            .collect(Collectors.toSet());
    assertThat(read).isEqualTo(written).hasSizeGreaterThan(2);
    assertThat(lake.sql("SELECT id FROM $lake.t").count()).isEqualTo(written.size());
    assertThat(lake.reachable("t"))
        .allSatisfy(path -> assertThat(lake.tags(path)).doesNotContainKey("retired"));
  }

  private static void insert(S3Lake lake, Set<Integer> written, int id) {
    lake.sql("INSERT INTO $lake.t VALUES (" + id + ")");
    written.add(id);
  }
}

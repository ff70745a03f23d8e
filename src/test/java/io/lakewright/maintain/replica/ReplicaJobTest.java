package io.lakewright.maintain.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.job.JobContext;
import io.lakewright.job.SparkProgress;
import io.lakewright.maintain.TableName;
import io.lakewright.testkit.S3MockExtension;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.iceberg.S3Lake;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({SparkExtension.class, S3MockExtension.class})
class ReplicaJobTest {
  private final S3Lake lake = S3Lake.create(Map.of());
  private final String replica = S3MockExtension.newBucket();

  @Test
  void itSaysUpToWhichSnapshotAReplicaThatLagsCouldBeRead() {
    lake.sql("CREATE TABLE $lake.t (id INT)");
    lake.sql("INSERT INTO $lake.t VALUES (1)");
    lake.sql("INSERT INTO $lake.t VALUES (2)");
    long second = lake.table("t").currentSnapshot().snapshotId();
    lake.reachable("t").forEach(this::replicate);
    TableReplica whole = check();
    assertThat(whole.currentReadable()).isTrue();
    assertThat(whole.missing()).isZero();
    assertThat(whole.newestReadable().get().id()).isEqualTo(second);

    lake.sql("INSERT INTO $lake.t VALUES (3)");
    String newest =
        lake.sql("SELECT file_path FROM $lake.t.files ORDER BY file_path").collectAsList().stream()
            .map(row -> row.getString(0))
            .filter(path -> !S3MockExtension.keys(replica, "").contains(key(path)))
            .findFirst()
            .get();
    lake.reachable("t").stream().filter(path -> !path.equals(newest)).forEach(this::replicate);
    TableReplica lagging = check();

    assertThat(lagging.currentReadable()).isFalse();
    assertThat(lagging.missing()).isEqualTo(1);
    assertThat(lagging.missingBytes()).isPositive();
    assertThat(lagging.examples()).containsExactly(newest);
    assertThat(lagging.newestReadable().get().id()).isEqualTo(second);
  }

  @Test
  void anObjectOfAnotherSizeCountsAsMissing() {
    lake.sql("CREATE TABLE $lake.t (id INT)");
    lake.sql("INSERT INTO $lake.t VALUES (1)");
    lake.reachable("t").forEach(this::replicate);
    String data = lake.sql("SELECT file_path FROM $lake.t.files").head().getString(0);
    S3MockExtension.put(replica, key(data), new byte[] {1});
    TableReplica broken = check();
    assertThat(broken.currentReadable()).isFalse();
    assertThat(broken.newestReadable()).isEmpty();
  }

  private TableReplica check() {
    ReplicaResult result =
        new ReplicaJob(
                new ReplicaOptions(
                    List.of(TableName.parse(lake.name("t"))),
                    Map.of(lake.bucket(), replica),
                    Optional.empty()))
            .run(
                new JobContext(
                    lake.spark(),
                    "check",
                    Clock.systemUTC(),
                    SparkProgress.silent(lake.spark(), "check")));
    assertThat(result.checkFailed()).isEqualTo(!result.tables().get(0).currentReadable());
    return result.tables().get(0);
  }

  private void replicate(String path) {
    S3MockExtension.put(replica, key(path), S3MockExtension.get(lake.bucket(), key(path)));
  }

  private String key(String path) {
    return path.substring(("s3://" + lake.bucket() + "/").length());
  }
}

package io.lakewright.maintain.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.maintain.Assessment;
import io.lakewright.maintain.Assessment.Verdict;
import io.lakewright.maintain.Outcome;
import io.lakewright.maintain.Step;
import io.lakewright.maintain.StepName;
import io.lakewright.maintain.Steps;
import io.lakewright.testkit.S3MockExtension;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.iceberg.S3Lake;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Buckets that are reached by other names: {@code s3.access-points.<bucket>}. */
@ExtendWith({S3MockExtension.class, SparkExtension.class})
class AccessPointsTest {
  private static final String ARN = "arn:aws:s3:eu-west-1:123456789012:accesspoint/sales-ap";

  @Test
  void tablesAreKeptThroughTheMappingAndOnlyOrphansAreRefused() {
    String bucket = S3MockExtension.newBucket();
    Map<String, String> more = new HashMap<>(S3Lake.softDeletes());
    more.put("warehouse", "s3://sales/warehouse");
    more.put("s3.access-points.sales", bucket);
    S3Lake lake = S3Lake.create(bucket, S3MockExtension.iceberg(), more);
    lake.sql("CREATE TABLE $lake.t (id BIGINT)");
    lake.sql("INSERT INTO $lake.t VALUES (1)");
    lake.sql("INSERT INTO $lake.t VALUES (2)");
    String first = lake.sql("SELECT file_path FROM $lake.t.files").head().getString(0);

    run(lake, StepName.COMPACTION, Map.of("min-small-files", "2", "quiet-for", "0s"));
    Outcome expiry = run(lake, StepName.EXPIRY, Map.of("max-age", "0s"));
    Step orphans = step(StepName.ORPHANS);
    Assessment refused =
        orphans.assess(lake.context("t", orphans, Map.of("dry-run", "false", "min-age", "1d")));

    assertThat(first).startsWith("s3://sales/");
    assertThat(expiry.changed()).isTrue();
    assertThat(lake.tags(first)).containsEntry("retired", "yes");
    assertThat(lake.rows("SELECT * FROM $lake.t")).containsExactly("{\"id\":1}", "{\"id\":2}");
    assertThat(refused.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(refused.reason())
        .isEqualTo(
            "buckets are mapped to access points: a listing names other buckets than the table"
                + " does");
  }

  private static Outcome run(S3Lake lake, StepName name, Map<String, String> settings) {
    return lake.run("t", step(name), settings);
  }

  private static Step step(StepName name) {
    return Steps.all().stream().filter(step -> step.name() == name).findFirst().orElseThrow();
  }

  @Test
  void anAccessPointOfAnotherRegionIsAskedThereIfItsArnMaySayTheRegion() throws Exception {
    try (Proxy proxy = new Proxy()) {
      assertThatThrownBy(() -> head(proxy, "true")).isInstanceOf(SdkClientException.class);

      assertThat(proxy.asked.get())
          .isEqualTo(
              "CONNECT sales-ap-123456789012.s3-accesspoint.eu-west-1.amazonaws.com:443 HTTP/1.1");
    }
  }

  @Test
  void anAccessPointOfAnotherRegionIsNotAskedOtherwise() throws Exception {
    try (Proxy proxy = new Proxy()) {
      assertThatThrownBy(() -> head(proxy, "false")).hasMessageContaining("eu-west-1");

      assertThat(proxy.asked).isNotDone();
    }
  }

  private static void head(Proxy proxy, String useArnRegion) {
    S3Access access =
        S3Access.of(
            Map.of(
                "client.region", "us-east-1",
                "s3.access-key-id", "test",
                "s3.secret-access-key", "test",
                "s3.access-points.sales", ARN,
                "s3.use-arn-region-enabled", useArnRegion,
                "s3.retry.num-retries", "0",
                "http-client.proxy-endpoint", proxy.address()));
    try (S3Objects objects = access.open()) {
      objects.head("s3://sales/warehouse/data.parquet");
    }
  }

  /** Notes whom it is asked to connect to, and hangs up: what is on the network stays untouched. */
  private static final class Proxy implements AutoCloseable {
    private final CompletableFuture<String> asked = new CompletableFuture<>();
    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

    Proxy() throws IOException {
      Thread thread = new Thread(this::serve, "proxy");
      thread.setDaemon(true);
      thread.start();
    }

    String address() {
      return "http://localhost:" + server.getLocalPort();
    }

    private void serve() {
      while (!server.isClosed()) {
        try (Socket client = server.accept();
            BufferedReader lines =
                new BufferedReader(
                    new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
          asked.complete(lines.readLine());
        } catch (IOException e) {
          // Closed, at the end of the test.
        }
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}

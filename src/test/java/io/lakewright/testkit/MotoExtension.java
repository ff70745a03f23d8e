package io.lakewright.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * {@code moto_server}, where a machine has it: what S3Mock does not do, such as filters of
 * lifecycle rules and archived objects. Tests that need it are skipped elsewhere, and the report
 * says why.
 */
public final class MotoExtension implements ExecutionCondition {
  private static final AtomicInteger BUCKETS = new AtomicInteger();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int SECONDS_TO_START = 60;
  private static final String MISSING = "moto_server is not installed (pip install moto[server])";
  private static Boolean installed;
  private static String endpoint;

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return isInstalled()
        ? ConditionEvaluationResult.enabled("moto_server is installed")
        : ConditionEvaluationResult.disabled(MISSING);
  }

  /** Skips the test, and says so, where {@code moto_server} is absent. */
  public static void assumeInstalled() {
    Assumptions.assumeTrue(isInstalled(), MISSING);
  }

  private static synchronized boolean isInstalled() {
    if (installed == null) {
      try {
        Process help =
            new ProcessBuilder("moto_server", "--help")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        installed = help.waitFor(SECONDS_TO_START, TimeUnit.SECONDS) && help.exitValue() == 0;
      } catch (IOException e) {
        installed = false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    return installed;
  }

  /** The address of the server, started when first asked for. */
  public static synchronized String endpoint() {
    if (endpoint == null) {
      endpoint = start();
    }
    return endpoint;
  }

  /** What Iceberg's {@code S3FileIO} needs, as catalog properties. */
  public static Map<String, String> iceberg() {
    return S3MockExtension.properties(endpoint());
  }

  /** What Iceberg's Glue catalog and its lock in DynamoDB need, as catalog properties. */
  public static Map<String, String> glue() {
    Map<String, String> properties = new HashMap<>(iceberg());
    properties.put("catalog-impl", "org.apache.iceberg.aws.glue.GlueCatalog");
    properties.put("glue.endpoint", endpoint());
    properties.put("client.credentials-provider", Credentials.class.getName());
    properties.put("lock-impl", "org.apache.iceberg.aws.dynamodb.DynamoDbLockManager");
    properties.put("lock.table", "iceberg_locks");
    properties.put("dynamodb.endpoint", endpoint());
    return properties;
  }

  /** Any will do; the server tells services by the signature. */
  public static final class Credentials implements AwsCredentialsProvider {
    /** Called by Iceberg. */
    public static Credentials create() {
      return new Credentials();
    }

    @Override
    public AwsCredentials resolveCredentials() {
      return AwsBasicCredentials.create("test", "test");
    }
  }

  /** A new empty bucket; its name. */
  public static String newBucket() {
    String bucket = "moto-bucket-" + BUCKETS.incrementAndGet();
    send(
        HttpRequest.newBuilder(URI.create(endpoint() + "/" + bucket))
            .PUT(BodyPublishers.noBody())
            .build());
    return bucket;
  }

  private static String start() {
    int port = FreePort.find();
    Path log = TestDirs.build().resolve("moto.log");
    try {
      Process process =
          new ProcessBuilder("moto_server", "-p", Integer.toString(port))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                  }));
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
      String address = "http://localhost:" + port;
      while (!answers(address)) {
        if (!process.isAlive() || System.nanoTime() > end) {
          throw new IllegalStateException("moto_server does not start, see " + log);
        }
        Thread.sleep(50);
      }
      return address;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean answers(String address) throws InterruptedException {
    try {
      HTTP.send(
          HttpRequest.newBuilder(URI.create(address + "/moto-api/")).build(),
          BodyHandlers.discarding());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void send(HttpRequest request) {
    try {
      int status = HTTP.send(request, BodyHandlers.discarding()).statusCode();
      if (status >= 300) {
        throw new IllegalStateException(request + " gave " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

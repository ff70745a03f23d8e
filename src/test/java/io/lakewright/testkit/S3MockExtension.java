package io.lakewright.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real S3 server in a process of its own, one per JVM, started when first needed. Buckets are
 * cheap: each test makes its own.
 */
public final class S3MockExtension implements BeforeAllCallback {
  private static final String KEY = "test";
  private static final Pattern KEYS = Pattern.compile("<Key>(.*?)</Key>");
  private static final AtomicInteger BUCKETS = new AtomicInteger();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static int port;

  @Override
  public void beforeAll(ExtensionContext context) {
    endpoint();
  }

  /** The address of the server, such as {@code http://localhost:49152}. */
  public static synchronized String endpoint() {
    if (port == 0) {
      port = start();
    }
    return "http://localhost:" + port;
  }

  /** What Hadoop needs to find {@code s3://} and {@code s3a://} paths there. */
  public static Map<String, String> hadoop() {
    return Map.ofEntries(
        Map.entry("fs.s3.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem"),
        Map.entry("fs.s3a.endpoint", endpoint()),
        Map.entry("fs.s3a.endpoint.region", "us-east-1"),
        Map.entry("fs.s3a.path.style.access", "true"),
        Map.entry("fs.s3a.connection.ssl.enabled", "false"),
        Map.entry("fs.s3a.access.key", KEY),
        Map.entry("fs.s3a.secret.key", KEY),
        Map.entry(
            "fs.s3a.aws.credentials.provider",
            "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider"),
        Map.entry("fs.s3a.attempts.maximum", "3"));
  }

  /** Sets {@link #hadoop()} in a running session. */
  public static void configure(SparkSession spark) {
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    hadoop().forEach(configuration::set);
  }

  /** What Iceberg's {@code S3FileIO} needs, as catalog properties. */
  public static Map<String, String> iceberg() {
    return properties(endpoint());
  }

  static Map<String, String> properties(String address) {
    return Map.of(
        "io-impl",
        "org.apache.iceberg.aws.s3.S3FileIO",
        "s3.endpoint",
        address,
        "s3.path-style-access",
        "true",
        "s3.access-key-id",
        KEY,
        "s3.secret-access-key",
        KEY,
        "client.region",
        "us-east-1");
  }

  /** A new empty bucket; its name. */
  public static String newBucket() {
    String bucket = "bucket-" + BUCKETS.incrementAndGet();
    send(HttpRequest.newBuilder(uri(bucket)).PUT(BodyPublishers.noBody()));
    return bucket;
  }

  /** Stores an object. */
  public static void put(String bucket, String key, byte[] content) {
    send(HttpRequest.newBuilder(uri(bucket, key)).PUT(BodyPublishers.ofByteArray(content)));
  }

  /** An object's content. */
  public static byte[] get(String bucket, String key) {
    return send(HttpRequest.newBuilder(uri(bucket, key)).GET());
  }

  /** The keys below a prefix, the first thousand. */
  public static List<String> keys(String bucket, String prefix) {
    return keys(uri(bucket + "?list-type=2&prefix=" + prefix));
  }

  /** The keys of uploads in parts that were begun, and neither ended nor taken back. */
  public static List<String> openUploads(String bucket) {
    return keys(uri(bucket + "?uploads"));
  }

  private static List<String> keys(URI list) {
    String xml = new String(send(HttpRequest.newBuilder(list).GET()), StandardCharsets.UTF_8);
    List<String> keys = new ArrayList<>();
    Matcher matcher = KEYS.matcher(xml);
    while (matcher.find()) {
      keys.add(matcher.group(1));
    }
    return keys;
  }

  private static URI uri(String... segments) {
    return URI.create(endpoint() + "/" + String.join("/", segments));
  }

  private static byte[] send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
      if (response.statusCode() >= 300) {
        throw new IllegalStateException(
            response + " " + new String(response.body(), StandardCharsets.UTF_8));
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int start() {
    int free = FreePort.find();
    Path store = TestDirs.temporary("s3mock-");
    JavaProcess process =
        JavaProcess.logging(TestDirs.build().resolve("s3mock.log"))
            .options("-Xmx384m", "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + store)
            .classPath(TestDirs.build().resolve("test-tools/s3mock.jar").toString())
            .start(
                "org.springframework.boot.loader.launch.JarLauncher",
                List.of(
                    "--server.port=0",
                    "--http.port=" + free,
                    "--com.adobe.testing.s3mock.max-payload-size=1GB"));
    process.await("S3Mock", Duration.ofMinutes(2), () -> answers(free));
    return free;
  }

  private static boolean answers(int candidate) {
    try {
      URI root = URI.create("http://localhost:" + candidate + "/");
      HTTP.send(HttpRequest.newBuilder(root).build(), BodyHandlers.discarding());
      return true;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

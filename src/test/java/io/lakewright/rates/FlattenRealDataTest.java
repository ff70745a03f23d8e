package io.lakewright.rates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.Lakewright;
import io.lakewright.source.RemoteOptions;
import io.lakewright.table.Layout;
import io.lakewright.table.Place;
import io.lakewright.testkit.FaultyHttpServer;
import io.lakewright.testkit.SharedData;
import io.lakewright.testkit.SparkExtension;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Real files, their rows counted twice in independent ways. */
@ExtendWith(SparkExtension.class)
class FlattenRealDataTest {
  private static final String CAREFIRST =
      "price-transparency/carefirst_2022_examplefile_in-network-rates.json.gz";
  private static final Pattern LOCATION = Pattern.compile("\"location\": \"([^\"]+)\"");

  @Test
  void theOfficialExamplesOfThreeSchemaVersions(SparkSession spark, @TempDir Path folder)
      throws IOException {
    RatesCount.Naive naive = new RatesCount.Naive();
    Path input = Files.createDirectory(folder.resolve("input"));
    Set<String> seen = new HashSet<>();
    for (String version : List.of("1.0.0", "1.6.2", "2.2.0")) {
      Path examples = SharedData.require("price-transparency/cms-v" + version);
      try (Stream<Path> files = Files.list(examples)) {
        for (Path file : files.filter(FlattenRealDataTest::isInNetwork).toList()) {
          byte[] content = Files.readAllBytes(file);
          if (seen.add(new String(content, UTF_8))) {
            // Two versions share an example, and the same content is loaded once.
            naive.add(content, location -> null);
          }
          Files.write(input.resolve(version + "-" + file.getFileName()), content);
        }
      }
    }
    Path output = folder.resolve("rates");

    flatten(spark, input, output, FlattenOptions.PARQUET_LAYOUT, Optional.empty());

    assertThat(RatesCount.ofParquet(output)).isEqualTo(naive.count());
    assertThat(naive.count().rows()).isGreaterThan(100);
  }

  @Test
  void aFileWhoseReferencesAreAllRemote(SparkSession spark, @TempDir Path folder)
      throws IOException {
    String original = new String(unzipped(SharedData.require(CAREFIRST)), UTF_8);
    try (FaultyHttpServer server = FaultyHttpServer.start()) {
      String text = original.replace("https://mrf.carefirst.com", server.url(""));
      Map<String, byte[]> remotes = serve(server, text);
      Path input = folder.resolve("carefirst.json.gz");
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(input))) {
        out.write(text.getBytes(UTF_8));
      }
      RatesCount.Naive naive = new RatesCount.Naive();
      naive.add(text.getBytes(UTF_8), location -> remotes.get(URI.create(location).getPath()));
      Path output = folder.resolve("rates");

      flatten(
          spark,
          input,
          output,
          Layout.NONE,
          Optional.of(RemoteOptions.DEFAULT.withAllowHosts(Set.of("localhost"))));

      assertThat(RatesCount.ofParquet(output)).isEqualTo(naive.count());
      assertThat(naive.count().rows()).isGreaterThan(200_000);
      assertThat(kinds(spark, folder.resolve("rates_anomalies"), "remote-not-found")).isEqualTo(1);
      assertThat(kinds(spark, folder.resolve("rates_anomalies"), "remote-failed")).isZero();
    }
  }

  /** Provider files of one to four NPIs; the first is absent, others come at the second attempt. */
  private static Map<String, byte[]> serve(FaultyHttpServer server, String text) {
    Map<String, byte[]> remotes = new TreeMap<>();
    Matcher locations = LOCATION.matcher(text);
    int number = 0;
    while (locations.find()) {
      String path = URI.create(locations.group(1)).getPath();
      StringBuilder npis = new StringBuilder("1000000000");
      for (int i = 1; i <= number % 4; i++) {
        npis.append(", ").append(1_000_000_000L + 7L * number + i);
      }
      byte[] content =
          "{\"provider_groups\": [{\"npi\": [%s], \"tin\": {\"type\": \"ein\", \"value\": \"%s\"}}]}"
              .formatted(npis, 100_000_000 + number)
              .getBytes(UTF_8);
      if (number == 0) {
        server.on(path, FaultyHttpServer.status(404));
      } else {
        remotes.put(path, content);
        FaultyHttpServer.Answer ok = FaultyHttpServer.ok(content);
        if (number == 1) {
          server.on(path, FaultyHttpServer.status(503), ok);
        } else if (number == 2) {
          server.on(path, FaultyHttpServer.cutAfter(20, content), ok);
        } else {
          server.on(path, ok);
        }
      }
      number++;
    }
    return remotes;
  }

  private static void flatten(
      SparkSession spark, Path input, Path output, Layout layout, Optional<RemoteOptions> remote) {
    FlattenOptions defaults =
        FlattenOptions.of(List.of(input.toString()), Place.parse(output.toString()));
    Lakewright.with(spark)
        .run(
            new FlattenJob(
                new FlattenOptions(
                    defaults.input(),
                    defaults.output(),
                    defaults.format(),
                    defaults.ifExists(),
                    Optional.of(layout),
                    defaults.codes(),
                    defaults.filter(),
                    remote,
                    defaults.onError(),
                    defaults.maxAnomalies(),
                    defaults.limits(),
                    defaults.broadcastBytes(),
                    defaults.writer(),
                    false)));
  }

  private static long kinds(SparkSession spark, Path anomalies, String kind) {
    return spark.read().parquet(anomalies.toString()).where("kind = '" + kind + "'").count();
  }

  private static boolean isInNetwork(Path file) {
    return file.getFileName().toString().startsWith("in-network-rates");
  }

  private static byte[] unzipped(Path file) {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.lakewright.index;

import static io.lakewright.testkit.FaultyHttpServer.cutAfter;
import static io.lakewright.testkit.FaultyHttpServer.ok;
import static io.lakewright.testkit.FaultyHttpServer.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.Lakewright;
import io.lakewright.source.RemoteOptions;
import io.lakewright.table.IfExists;
import io.lakewright.table.Place;
import io.lakewright.testkit.FaultyHttpServer;
import io.lakewright.testkit.S3MockExtension;
import io.lakewright.testkit.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class DownloadTest {
  private static final byte[] A = content(1);
  private static final byte[] B = content(2);

  @TempDir Path dir;
  private final FaultyHttpServer server = FaultyHttpServer.start();
  private final RemoteOptions remote =
      new RemoteOptions(
          Duration.ofSeconds(2), Duration.ofSeconds(10), 1, Long.MAX_VALUE, Set.of("localhost"));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void getsChosenFilesAndLaterThoseThatFailed(SparkSession spark) throws IOException {
    server.on("/a.json", cutAfter(50_000, A), ok(A));
    server.on("/b.json", status(404), ok(B)).on("/c.json", ok(A)).on("/e.json", status(403));
    index("/a.json", "/b.json", "/c.json", "/d.txt", "/e.json");
    DownloadOptions chosen = to(dir + "/files").matching("A.JSON", "b.*", "file 4");

    IndexResult first = run(fromTable(chosen));
    assertThat(first.checkFailed()).isTrue();
    assertThat(first.counts())
        .containsEntry("downloaded", 1L)
        .containsEntry("download_failed", 2L)
        .containsEntry("download_bytes", (long) A.length);
    assertThat(first.headline()).isEqualTo("1 of 3 files are in " + dir + "/files, 1 of them new");
    assertThat(names("files")).hasSize(2).anyMatch(name -> name.matches("[0-9a-f]{12}_a.json"));
    assertThat(Files.readAllBytes(file("a.json"))).isEqualTo(A);
    String list = Files.readString(dir.resolve("files/_failed.tsv"));
    assertThat(list)
        .contains("\tnot-found: ", "\tforbidden: ", "\tb.json\n", "\te.json\n")
        .doesNotContain("secret");
    assertThat(server.requests("/c.json")).isZero();

    server.on("/e.json", ok(B));
    IndexResult second = run(fromTable(to(dir + "/files").only(dir + "/files/_failed.tsv")));
    assertThat(second.checkFailed()).isFalse();
    assertThat(second.counts()).containsEntry("downloaded", 2L).containsEntry("already_there", 0L);
    assertThat(names("files")).hasSize(3).allMatch(name -> name.endsWith(".json"));

    IndexResult third = run(fromTable(chosen));
    assertThat(third.counts()).containsEntry("downloaded", 0L).containsEntry("already_there", 3L);
    assertThat(server.requests("/a.json")).isEqualTo(2);
  }

  @Test
  void goesOnWithTheFirstPartOfAnEarlierRun() throws IOException {
    server.on("/a.json", cutAfter(50_000, A), status(503), status(503), ok(A));
    index("/a.json");
    IndexResult cut = run(fromTable(to(dir + "/files")));
    assertThat(cut.counts()).containsEntry("download_failed", 1L);
    assertThat(cut.hints().toString()).contains("1 files failed").contains("--only");
    assertThat(names("files")).hasSize(3).anyMatch(name -> name.endsWith("a.json.part"));

    IndexResult resumed = run(fromTable(to(dir + "/files")));
    assertThat(resumed.counts()).containsEntry("downloaded", 1L);
    assertThat(resumed.counts().get("download_bytes")).isLessThan(A.length).isPositive();
    assertThat(Files.readAllBytes(file("a.json"))).isEqualTo(A);
    assertThat(names("files")).hasSize(1);
    assertThat(server.log("/a.json").get(3)).startsWith("GET bytes=");
  }

  @Test
  void beginsAnewWhenTheFileHasChanged() throws IOException {
    server.on("/a.json", cutAfter(50_000, A), status(503), status(503), ok(B));
    index("/a.json");
    assertThat(run(fromTable(to(dir + "/files"))).checkFailed()).isTrue();
    assertThat(run(fromTable(to(dir + "/files"))).checkFailed()).isFalse();
    assertThat(Files.readAllBytes(file("a.json"))).isEqualTo(B);
  }

  @Test
  void flattenFindsWhatWasDownloaded(SparkSession spark) throws IOException {
    server.on("/a.json", ok(A)).on("/b.json", status(404));
    IndexResult result =
        run(
            IndexOptions.of(List.of(toc("/a.json", "/b.json", "/c.json")), dir + "/out")
                .withDownload(to(dir + "/files").matching("a*", "b*")));
    assertThat(result.headline()).contains("3 files and 1 plans").contains("1 of 2 files are in");
    List<String> inputs = MrfFiles.inputs(spark, Place.parse(dir + "/out/mrf_files"));
    assertThat(inputs)
        .containsExactlyInAnyOrder(
            "file:" + file("a.json"),
            server.url("/b.json?Signature=secret"),
            server.url("/c.json?Signature=secret"));
  }

  @Test
  void refusesAddressesThatAreNotPublic() throws IOException {
    server.on("/a.json", ok(A));
    index("/a.json");
    run(fromTable(to(dir + "/files").with(DownloadOptions.remote(Set.of()))));
    assertThat(Files.readString(dir.resolve("files/_failed.tsv")))
        .contains("\trefused-address: ")
        .contains("use --allow-host localhost")
        .doesNotContain("secret");
    assertThat(server.requests("/a.json")).isZero();
  }

  @Test
  void onS3AFileAppearsWithItsLastByte(SparkSession spark) throws IOException {
    S3MockExtension.configure(spark);
    String bucket = S3MockExtension.newBucket();
    byte[] large = new byte[6 << 20];
    new Random(3).nextBytes(large);
    server.on("/a.json", ok(large));
    server.on("/b.json", cutAfter(5_500_000, large), status(503), status(503), ok(large));
    index("/a.json", "/b.json");
    IndexResult first = run(fromTable(to("s3a://" + bucket + "/files")));
    assertThat(first.counts()).containsEntry("downloaded", 1L).containsEntry("download_failed", 1L);
    assertThat(S3MockExtension.keys(bucket, "files/"))
        .hasSize(2)
        .anyMatch(key -> key.endsWith("_a.json"))
        .contains("files/_failed.tsv");
    assertThat(run(fromTable(to("s3a://" + bucket + "/files"))).checkFailed()).isFalse();
    List<String> keys = S3MockExtension.keys(bucket, "files/");
    assertThat(keys).hasSize(2).allMatch(key -> key.endsWith(".json"));
    assertThat(S3MockExtension.get(bucket, keys.get(0))).isEqualTo(large);
    assertThat(S3MockExtension.get(bucket, keys.get(1))).isEqualTo(large);
  }

  private void index(String... paths) throws IOException {
    run(IndexOptions.of(List.of(toc(paths)), dir + "/out"));
  }

  private IndexOptions fromTable(DownloadOptions download) {
    return new IndexOptions(
        List.of(),
        Optional.of(Place.parse(dir + "/out/mrf_files")),
        Optional.empty(),
        Optional.empty(),
        IfExists.FAIL,
        Optional.of(download),
        Optional.empty(),
        false);
  }

  private DownloadOptions to(String folder) {
    return DownloadOptions.to(folder).with(remote);
  }

  private String toc(String... paths) throws IOException {
    List<String> files = new ArrayList<>();
    for (String path : paths) {
      files.add(
          "{\"description\":\"file %d\",\"location\":\"%s?Signature=secret\"}"
              .formatted(files.size(), server.url(path)));
    }
    Path toc = dir.resolve("index.json");
    Files.writeString(
        toc,
        ("{\"reporting_entity_name\":\"n\",\"reporting_structure\":[{\"reporting_plans\":[{\"plan_name\":\"p\","
                + "\"plan_id_type\":\"ein\",\"plan_id\":\"1\",\"plan_market_type\":\"group\"}],"
                + "\"in_network_files\":[%s]}]}")
            .formatted(String.join(",", files)));
    return toc.toString();
  }

  private Path file(String suffix) throws IOException {
    return dir.resolve("files")
        .resolve(names("files").stream().filter(n -> n.endsWith(suffix)).findFirst().orElseThrow());
  }

  private List<String> names(String folder) throws IOException {
    try (Stream<Path> files = Files.list(dir.resolve(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("_failed.tsv"))
          .sorted()
          .toList();
    }
  }

  private static IndexResult run(IndexOptions options) {
    return Lakewright.with(SparkExtension.session()).run(new IndexJob(options));
  }

  private static byte[] content(int seed) {
    byte[] content = new byte[200_000];
    new Random(seed).nextBytes(content);
    byte[] start = "{\"in_network\":".getBytes(UTF_8);
    System.arraycopy(start, 0, content, 0, start.length);
    return content;
  }
}

package io.lakewright.source;

import static io.lakewright.testkit.FaultyHttpServer.cutAfter;
import static io.lakewright.testkit.FaultyHttpServer.ok;
import static io.lakewright.testkit.FaultyHttpServer.redirect;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.UserException;
import io.lakewright.source.DocumentException.Reason;
import io.lakewright.source.Packing.Read;
import io.lakewright.testkit.FaultyHttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFilesTest {
  private static final byte[] JSON = ("[" + "1,".repeat(100_000) + "1]").getBytes(UTF_8);

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    for (String name :
        List.of(
            "b.json",
            "a.json",
            "_SUCCESS",
            ".hidden",
            "sub/c.json",
            "_temporary/d.json",
            "e f%20.gz")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, JSON);
    }
  }

  @Test
  void aFolderStandsForAllBelowItButHiddenFiles() {
    SourceFiles.Listing listing = find(folder.toString());

    assertThat(names(listing.files()))
        .containsExactly("a.json", "b.json", "e f%20.gz", "sub/c.json");
    assertThat(listing.hidden()).isEqualTo(3);
    assertThat(listing.files()).allMatch(file -> file.length() == JSON.length);
  }

  @Test
  void aPatternStandsForFilesAndFolders() {
    assertThat(names(find(folder + "/*.json").files())).containsExactly("a.json", "b.json");
    assertThat(names(find(folder + "/{s,x}*").files())).containsExactly("sub/c.json");
    assertThat(names(find("file:" + folder + "/[ab].json").files()))
        .containsExactly("a.json", "b.json");
  }

  @Test
  void aFileThatIsNamedIsNeverHidden() {
    assertThat(names(find(folder + "/_SUCCESS").files())).containsExactly("_SUCCESS");
  }

  @Test
  void localAddressesAreTakenAsTheyAreOrEncoded() throws IOException {
    Path odd = folder.resolve("e f%20.gz");
    for (String input : List.of(odd.toString(), "file:" + odd, odd.toUri().toString())) {
      SourceFile file = find(input).files().get(0);
      assertThat(file.name()).isEqualTo(odd.toString());
      try (Documents documents = Packing.open(file)) {
        assertThat(documents.next()).isTrue();
        assertThat(documents.stream().readAllBytes()).isEqualTo(JSON);
      }
    }
  }

  @Test
  void aFileMetTwiceIsOneFile() {
    SourceFiles.Listing listing = find(folder + "/b.json", folder + "/*.json");

    assertThat(names(listing.files())).containsExactly("b.json", "a.json");
  }

  @Test
  void missingInputsAreNamed() throws IOException {
    for (String input : List.of("/missing.json", "/*.zip")) {
      assertThatThrownBy(() -> find(folder + input))
          .isInstanceOf(UserException.class)
          .hasMessageStartingWith("There is no " + folder + input);
    }
    Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> find(folder + "/empty"))
        .hasMessage("There are no files in " + folder + "/empty");
    assertThatThrownBy(() -> find("ftp://host/a"))
        .hasMessageStartingWith("Cannot read from ftp://host/a");
  }

  @Test
  void namesOfWebFilesHoldNoSecrets() {
    try (FaultyHttpServer server = FaultyHttpServer.start()) {
      server.on("/rates.json", ok(JSON));
      SourceFile file = find(server.url("/rates.json?sig=secret#x")).files().get(0);

      assertThat(file.name()).isEqualTo(server.url("/rates.json"));
      assertThat(file.toString()).doesNotContain("secret");
      assertThat(file.length()).isEqualTo(JSON.length);
      assertThatThrownBy(() -> find(server.url("/none?sig=secret")))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("/none is not there (404)")
          .hasMessageNotContaining("secret");
    }
  }

  @Test
  void brokenConnectionsAreTakenUpAgain() throws IOException {
    byte[] packed = Packing.gzip(JSON);
    try (FaultyHttpServer server = FaultyHttpServer.start()) {
      server.on("/rates.gz", ok(packed), cutAfter(packed.length / 2, packed), ok(packed));
      SourceFile file = find(server.url("/rates.gz")).files().get(0);

      try (Documents documents = Packing.open(file)) {
        Read read = Packing.readAll(documents).get(0);
        assertThat(read.failure()).isNull();
        assertThat(read.content()).isEqualTo(JSON);
        assertThat(documents.identity())
            .isEqualTo(ContentId.of(Packing.file(folder, "same", packed), Packing.HADOOP));
      }
    }
  }

  @Test
  void onlyHostsThatTheUserNamedMayBePrivate() {
    try (FaultyHttpServer server = FaultyHttpServer.start();
        FaultyHttpServer other = FaultyHttpServer.start()) {
      server.on("/a", ok(JSON)).on("/b", redirect(other.url("/a")));
      other.on("/a", ok(JSON));
      SourceFile listed = SourceFiles.listed(List.of(server.url("/a")), Packing.HADOOP).get(0);

      try (Documents documents = Packing.open(listed)) {
        Read read = Packing.readAll(documents).get(0);
        assertThat(((DocumentException) read.failure()).reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(read.failure()).hasMessageContaining("its address is not public");
      }
      assertThat(find(server.url("/a")).files()).hasSize(1);
      assertThatThrownBy(() -> find(server.url("/b"))).hasMessageContaining("is refused");
      assertThat(other.requests("/a")).isZero();
    }
  }

  private SourceFiles.Listing find(String... inputs) {
    return SourceFiles.find(List.of(inputs), Packing.HADOOP, Limits.DEFAULT);
  }

  private Stream<String> names(List<SourceFile> files) {
    return files.stream().map(file -> file.name().substring(folder.toString().length() + 1));
  }
}

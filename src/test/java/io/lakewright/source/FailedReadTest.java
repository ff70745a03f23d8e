package io.lakewright.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.testkit.FaultyHttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What storage failed to give has no identity, so that nothing counts as loaded that was not. */
class FailedReadTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir Path folder;

  @Test
  void aFailedReadHasNoIdentityEvenIfStorageRecovers() throws IOException {
    byte[] whole = json(1_000_000);
    Path path = Files.write(folder.resolve("f"), Arrays.copyOf(whole, 400_000));
    SourceFile file = new SourceFile("file:" + path, "f", whole.length, true);
    try (Documents documents = Documents.open(file, HADOOP, Limits.DEFAULT)) {
      assertThat(documents.next()).isTrue();
      assertThatThrownBy(() -> documents.stream().readAllBytes())
          .isInstanceOf(StorageException.class);
      Files.write(path, whole);
      assertThatThrownBy(documents::identity).isInstanceOf(StorageException.class);
    }
  }

  @Test
  void aFileThatChangesWhileItIsReadIsNotPatchedTogether() throws IOException {
    byte[] older = json(1_000_000);
    byte[] newer = json(1_000_001);
    try (FaultyHttpServer server = FaultyHttpServer.start()) {
      server.on(
          "/rates",
          FaultyHttpServer.ok(older),
          FaultyHttpServer.cutAfter(300_000, older),
          FaultyHttpServer.ok(newer));
      SourceFile file = SourceFiles.list(List.of(server.url("/rates")), HADOOP).get(0);
      try (Documents documents = Documents.open(file, HADOOP, Limits.DEFAULT)) {
        assertThat(documents.next()).isTrue();
        assertThatThrownBy(() -> documents.stream().readAllBytes())
            .isInstanceOf(DocumentException.class)
            .hasMessageContaining("changed");
        assertThatThrownBy(documents::identity).hasMessageContaining("changed");
      }
    }
  }

  private static byte[] json(int length) {
    String items = "{\"negotiated_rate\":12.5},".repeat(length / 25 + 1);
    return ("[" + items).substring(0, length).getBytes(StandardCharsets.UTF_8);
  }
}

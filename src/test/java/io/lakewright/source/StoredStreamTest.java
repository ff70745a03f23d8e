package io.lakewright.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.testkit.S3MockExtension;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(S3MockExtension.class)
class StoredStreamTest {
  private static final byte[] CONTENT = "0123456789".repeat(1000).getBytes(UTF_8);

  /** A file whose connections break after some bytes each. */
  private static final class Breaking implements StoredFile {
    private final int bytesEach;
    private final List<Long> opened = new ArrayList<>();

    Breaking(int bytesEach) {
      this.bytesEach = bytesEach;
    }

    @Override
    public String name() {
      return "s3://bucket/rates.json";
    }

    @Override
    public long length() {
      return CONTENT.length;
    }

    @Override
    public InputStream open(long position) {
      opened.add(position);
      int from = (int) position;
      int count = Math.min(bytesEach, CONTENT.length - from);
      boolean endsQuietly = opened.size() % 2 == 0;
      return new FilterInputStream(new ByteArrayInputStream(CONTENT, from, count)) {
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          int read = super.read(bytes, offset, length);
          if (read < 0 && !endsQuietly && position + count < CONTENT.length) {
            throw new SocketException("Connection reset");
          }
          return read;
        }
      };
    }

    @Override
    public int maxRetries() {
      return 1;
    }
  }

  @Test
  void readsOnWhereTheConnectionBroke() throws IOException {
    Breaking file = new Breaking(4000);
    try (StoredStream stream = new StoredStream(file)) {
      assertThat(stream.readAllBytes()).isEqualTo(CONTENT);
      assertThat(stream.identity().length()).isEqualTo(CONTENT.length);
    }
    assertThat(file.opened).startsWith(0L, 4000L, 8000L);
  }

  @Test
  void givesUpWhenNothingMoreComes() {
    try (StoredStream stream = new StoredStream(new Breaking(0))) {
      assertThatThrownBy(stream::readAllBytes)
          .isInstanceOf(StorageException.class)
          .hasMessageStartingWith("Cannot read s3://bucket/rates.json beyond byte 0: ");
    }
  }

  @Test
  void readsFromS3() throws IOException {
    String bucket = S3MockExtension.newBucket();
    S3MockExtension.put(bucket, "in/a.json.gz", Packing.gzip("{\"a\": 1}".getBytes(UTF_8)));
    S3MockExtension.put(bucket, "in/_SUCCESS", new byte[0]);
    Configuration hadoop = new Configuration();
    S3MockExtension.hadoop().forEach(hadoop::set);

    List<SourceFile> files = SourceFiles.list(List.of("s3://" + bucket + "/in"), hadoop);

    assertThat(files)
        .extracting(SourceFile::name)
        .containsExactly("s3://" + bucket + "/in/a.json.gz");
    try (Documents documents = Documents.open(files.get(0), hadoop, Limits.DEFAULT)) {
      assertThat(documents.next()).isTrue();
      assertThat(new String(documents.stream().readAllBytes(), UTF_8)).isEqualTo("{\"a\": 1}");
    }
  }
}

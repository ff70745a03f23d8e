package io.lakewright.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileLocationTest {
  private static final String PLAIN = "https://a.example/b/c.json.gz";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a.example/b/c.json.gz?",
        "https://a.example/b/c.json.gz?&Expires=1758376850&Signature=x&Key-Pair-Id=y",
        "https://a.example/b/c.json.gz?X-Amz-Algorithm=A&X-Amz-Expires=9&X-Amz-Signature=z",
        "https://a.example/b/c.json.gz?sv=2021&se=2026&sr=b&sp=r&sig=abc%3D",
        "https://a.example/b/c.json.gz?AWSAccessKeyId=k&Signature=s&Expires=1",
        "https://a.example/b/c.json.gz?X-Goog-Signature=1&X-Goog-Date=2#top",
        "HTTPS://A.Example:443/b/c.json.gz",
        "https://me:secret@a.example/b/c.json.gz"
      })
  void isTheSameFileWhateverItsSignature(String location) {
    assertThat(id(location)).isEqualTo(id(PLAIN)).matches("[0-9a-f]{32}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a.example/b/d.json.gz",
        "https://a.example/B/c.json.gz",
        "https://a.example:8443/b/c.json.gz",
        "http://a.example/b/c.json.gz",
        "https://a.example/b/c.json.gz?file=2",
        "https://a.example/b/c.json.gz?file=2&sig=x",
        "https://a.example/b/c.json.gz?se=2026"
      })
  void isAnotherFileWhereMoreThanTheSignatureDiffers(String location) {
    assertThat(id(location)).isNotEqualTo(id(PLAIN));
  }

  @Test
  void keepsWhatNamesTheFileInASignedQuery() {
    assertThat(id("https://a.example/get?file=2&sig=x&se=1"))
        .isEqualTo(id("https://a.example/get?file=2"))
        .isNotEqualTo(id("https://a.example/get?file=3&sig=x&se=1"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example/b/c.json.gz?x=y/z, c.json.gz",
    "https://a.example/b/c%20d+e.json, c d+e.json",
    "https://a.example/b/50%zz, 50%zz",
    "s3://bucket/key/f.json, f.json",
    "file:/data/f.json, f.json"
  })
  void hasAName(String location, String name) {
    assertThat(FileLocation.of(location).fileName()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"N/A", "none", "c.json", "/b/c.json", "https://", "https:///c", "mailto:x"})
  void refusesWhatIsNoAddress(String text) {
    assertThatThrownBy(() -> FileLocation.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private static String id(String location) {
    return FileLocation.of(location).id();
  }
}

package io.lakewright.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteUrlTest {
  @ParameterizedTest
  @CsvSource({
    "https://a.example/b.json, https://a.example/b.json",
    "' HTTPS://a.example ', https://a.example/",
    "https://a.example/b c.json?x=y z#top, https://a.example/b%20c.json?x=y%20z",
    "https://a.example/50%off/%41[1].json, https://a.example/50%25off/%41%5B1%5D.json",
    "https://a.example/é|ü.json?a=[1], https://a.example/%C3%A9%7C%C3%BC.json?a=[1]",
    "http://[2001:db8::1]:8080/b, http://[2001:db8::1]:8080/b"
  })
  void encodesWhatFilesForgetToEncode(String text, String requested) throws RemoteException {
    assertThat(RemoteUrl.parse(text).uri()).hasToString(requested);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "N/A",
        "b.json",
        "file:///etc/passwd",
        "ftp://a.example/b",
        "https://",
        "https:///b",
        "https://a.example:0/b",
        "https://user@a.example/b",
        "https://a_b:99999/c"
      })
  void refusesWhatIsNotOnTheWeb(String text) {
    assertThatThrownBy(() -> RemoteUrl.parse(text))
        .isInstanceOfSatisfying(
            RemoteException.class,
            e -> assertThat(e.reason()).isEqualTo(RemoteException.Reason.BAD_URL));
  }

  @Test
  void showsNoSecrets() throws RemoteException {
    assertThat(RemoteUrl.parse("https://a.example/b?Signature=secret"))
        .hasToString("https://a.example/b");
    assertThatThrownBy(() -> RemoteUrl.parse("https://me:secret@a.example/b?sig=secret"))
        .hasMessage("\"https://a.example/b\" cannot be fetched: it holds a user name or password");
  }
}

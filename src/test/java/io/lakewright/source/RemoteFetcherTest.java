package io.lakewright.source;

import static io.lakewright.testkit.FaultyHttpServer.cutAfter;
import static io.lakewright.testkit.FaultyHttpServer.endless;
import static io.lakewright.testkit.FaultyHttpServer.ok;
import static io.lakewright.testkit.FaultyHttpServer.redirect;
import static io.lakewright.testkit.FaultyHttpServer.slow;
import static io.lakewright.testkit.FaultyHttpServer.stallAfter;
import static io.lakewright.testkit.FaultyHttpServer.status;
import static io.lakewright.testkit.FaultyHttpServer.withoutRanges;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.source.RemoteException.Reason;
import io.lakewright.testkit.FaultyHttpServer;
import io.lakewright.testkit.FaultyHttpServer.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteFetcherTest {
  private static final byte[] CONTENT = "{\"provider_groups\":[]}".getBytes(UTF_8);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final FaultyHttpServer server = FaultyHttpServer.start();
  private final RemoteOptions options =
      new RemoteOptions(
          Duration.ofSeconds(2), Duration.ofSeconds(10), 3, 1 << 20, Set.of("localhost"));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void fetchesAndDecompressesByContent() throws IOException {
    byte[] twice = concat(gzip(CONTENT), gzip(CONTENT));
    server.on("/a", ok(CONTENT)).on("/b.json", ok(gzip(CONTENT))).on("/c", ok(twice));
    server.on("/empty.gz", ok(new byte[0]));
    try (RemoteFetcher fetcher = fetcher(options)) {
      assertThat(fetcher.fetch(server.url("/a"))).isEqualTo(CONTENT);
      assertThat(fetcher.fetch(server.url("/b.json"))).isEqualTo(CONTENT);
      assertThat(fetcher.fetch(server.url("/c"))).isEqualTo(concat(CONTENT, CONTENT));
      assertThat(fetcher.fetch(server.url("/empty.gz"))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void triesAgainWhenTheServerIsBusy(int code) throws IOException {
    server.on("/a", status(code), status(code), ok(CONTENT));
    try (RemoteFetcher fetcher = fetcher(options)) {
      assertThat(fetcher.fetch(server.url("/a"))).isEqualTo(CONTENT);
    }
    assertThat(server.requests("/a")).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "404, NOT_FOUND, 1",
    "410, NOT_FOUND, 1",
    "401, FORBIDDEN, 1",
    "403, FORBIDDEN, 1",
    "400, FAILED, 1",
    "503, SERVER_ERROR, 4"
  })
  void saysWhyAfterAsManyAttemptsAsItIsWorth(int code, Reason reason, int attempts) {
    server.on("/a", status(code));
    fails(reason, options, "/a?Signature=secret");
    assertThat(server.requests("/a")).isEqualTo(attempts);
  }

  @Test
  void waitsAsLongAsTheServerAsks() throws IOException {
    Answer busy =
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "1");
          exchange.sendResponseHeaders(429, -1);
        };
    server.on("/a", busy, ok(CONTENT));
    long start = System.nanoTime();
    try (RemoteFetcher fetcher = fetcher(options)) {
      assertThat(fetcher.fetch(server.url("/a"))).isEqualTo(CONTENT);
    }
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(1_000_000_000L);
  }

  @Test
  void mendsConnectionsThatAreCut() throws IOException {
    server.on("/a", cutAfter(4, CONTENT), ok(CONTENT)).on("/cut", cutAfter(4, CONTENT));
    try (RemoteFetcher fetcher = fetcher(options)) {
      assertThat(fetcher.fetch(server.url("/a"))).isEqualTo(CONTENT);
    }
    fails(Reason.FAILED, options, "/cut");
    assertThat(server.requests("/cut")).isEqualTo(4);
  }

  @Test
  void doesNotWaitForEver() {
    RemoteOptions hasty =
        new RemoteOptions(
            Duration.ofSeconds(2), Duration.ofMillis(300), 1, 1 << 20, Set.of("localhost"));
    Answer dripping =
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          for (int i = 0; i < 1000; i++) {
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            pause(50);
          }
        };
    server.on("/slow", slow(LONG, ok(CONTENT)));
    server.on("/stall", stallAfter(4, CONTENT, LONG));
    server.on("/drip", dripping);
    for (String path : new String[] {"/slow", "/stall", "/drip"}) {
      fails(Reason.TIMEOUT, hasty, path);
      assertThat(server.requests(path)).isEqualTo(2);
    }
  }

  @Test
  void stopsAtTheSizeLimitWithOrWithoutAnnouncedLength() throws IOException {
    byte[] large = new byte[5000];
    server.on("/announced", ok(large)).on("/endless", endless(new byte[1000]));
    server.on("/bomb", ok(gzip(large)));
    RemoteOptions small = options.withMaxBytes(4000);
    for (String path : new String[] {"/announced", "/endless", "/bomb"}) {
      fails(Reason.TOO_LARGE, small, path);
      assertThat(server.requests(path)).isEqualTo(1);
    }
    try (RemoteFetcher fetcher = fetcher(options.withMaxBytes(5000))) {
      assertThat(fetcher.fetch(server.url("/bomb"))).hasSize(5000);
    }
  }

  @Test
  void followsRedirectsButNotForEver() throws IOException {
    server.on("/a", redirect("/b?x=1")).on("/b", redirect(server.url("/c"))).on("/c", ok(CONTENT));
    server.on("/loop", redirect("/loop"));
    try (RemoteFetcher fetcher = fetcher(options)) {
      assertThat(fetcher.fetch(server.url("/a"))).isEqualTo(CONTENT);
    }
    fails(Reason.FAILED, options, "/loop");
    assertThat(server.requests("/loop")).isEqualTo(6);
  }

  @Test
  void refusesAddressesThatAreNotPublic() {
    RemoteOptions nobody = options.withAllowHosts(Set.of("other.example", "localhost:1"));
    String port = ":" + server.port() + "/a";
    server.on("/a", ok(CONTENT));
    for (String host :
        new String[] {
          "localhost", "127.0.0.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"
        }) {
      fails(Reason.REFUSED_ADDRESS, nobody, "http://" + host + port);
      fails(Reason.REFUSED_ADDRESS, nobody, "https://" + host + port);
    }
    assertThat(server.requests("/a")).isZero();
  }

  @Test
  void refusesThemAtEveryRedirect() {
    server.on("/meta", redirect("http://169.254.169.254/latest/meta-data/"));
    server.on("/self", redirect("http://127.0.0.1:" + server.port() + "/a"));
    server.on("/file", redirect("file:///etc/passwd")).on("/a", ok(CONTENT));
    fails(Reason.REFUSED_ADDRESS, options, "/meta");
    fails(Reason.REFUSED_ADDRESS, options, "/self");
    fails(Reason.BAD_URL, options, "/file");
    assertThat(server.requests("/a")).isZero();
  }

  @Test
  void allowsAHostAtOnePortOnly() throws IOException {
    server.on("/a", ok(CONTENT));
    try (RemoteFetcher fetcher =
        fetcher(options.withAllowHosts(Set.of("LOCALHOST:" + server.port())))) {
      assertThat(fetcher.fetch(server.url("/a"))).isEqualTo(CONTENT);
    }
  }

  @Test
  void aStreamGoesOnWhereItBroke() throws IOException {
    byte[] content = new byte[300_000];
    new Random(1).nextBytes(content);
    server.on("/a", cutAfter(100_000, content), status(503), ok(content));
    try (RemoteFetcher fetcher = fetcher(options);
        RemoteStream stream = fetcher.open(server.url("/a"))) {
      assertThat(stream.length()).hasValue(300_000);
      assertThat(stream.readAllBytes()).isEqualTo(content);
    }
    assertThat(server.log("/a")).hasSize(3);
    assertThat(server.log("/a").get(0)).isEqualTo("GET");
    assertThat(server.log("/a").get(2)).matches("GET bytes=\\d+-");
  }

  @Test
  void aStreamFailsWhenTheFileChangesMeanwhile() {
    byte[] content = new byte[300_000];
    byte[] other = new byte[300_000];
    other[7] = 1;
    server.on("/a", cutAfter(100_000, content), ok(other));
    assertThatThrownBy(
            () -> {
              try (RemoteFetcher fetcher = fetcher(options);
                  RemoteStream stream = fetcher.open(server.url("/a"))) {
                stream.readAllBytes();
              }
            })
        .isInstanceOf(RemoteException.class)
        .hasMessageContaining("changed");
  }

  @Test
  void givesTheRestOfAFileThatIsStillTheSame() throws IOException {
    server.on("/a", ok(CONTENT)).on("/whole", withoutRanges(CONTENT));
    try (RemoteFetcher fetcher = fetcher(options)) {
      String validator;
      try (RemoteStream first = fetcher.open(server.url("/a"))) {
        validator = first.validator().orElseThrow();
      }
      try (RemoteStream rest = fetcher.open(server.url("/a"), 5, validator)) {
        assertThat(rest.offset()).isEqualTo(5);
        assertThat(rest.length()).hasValue(CONTENT.length);
        assertThat(rest.readAllBytes()).hasSize(CONTENT.length - 5);
      }
      try (RemoteStream nothing = fetcher.open(server.url("/a"), CONTENT.length, validator)) {
        assertThat(nothing.offset()).isEqualTo(CONTENT.length);
        assertThat(nothing.readAllBytes()).isEmpty();
      }
      try (RemoteStream changed = fetcher.open(server.url("/a"), 5, "\"older\"")) {
        assertThat(changed.offset()).isZero();
        assertThat(changed.readAllBytes()).isEqualTo(CONTENT);
      }
      try (RemoteStream whole = fetcher.open(server.url("/whole"), 5, validator)) {
        assertThat(whole.offset()).isZero();
      }
    }
  }

  @Test
  void wrongOptionsAreRefused() {
    assertThatThrownBy(() -> options.withMaxBytes(0))
        .hasMessage("Most bytes must be at least 1, cannot be: 0");
    assertThatThrownBy(() -> options.withAllowHosts(Set.of("http://a")))
        .hasMessage("An allowed host is a host or host:port, cannot be: \"http://a\"");
  }

  private static RemoteFetcher fetcher(RemoteOptions options) {
    return new RemoteFetcher(options, Duration.ofMillis(10));
  }

  private void fails(Reason reason, RemoteOptions options, String url) {
    String full = url.startsWith("/") ? server.url(url) : url;
    ThrowingCallable fetch =
        () -> {
          try (RemoteFetcher fetcher = fetcher(options)) {
            fetcher.fetch(full);
          }
        };
    assertThatThrownBy(fetch)
        .isInstanceOfSatisfying(
            RemoteException.class,
            e -> {
              assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason);
              assertThat(e.getMessage()).doesNotContain("secret");
            });
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] concat(byte[] a, byte[] b) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(a);
    bytes.writeBytes(b);
    return bytes.toByteArray();
  }

  private static void pause(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}

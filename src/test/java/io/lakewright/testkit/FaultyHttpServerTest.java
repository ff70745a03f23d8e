package io.lakewright.testkit;

import static io.lakewright.testkit.FaultyHttpServer.cutAfter;
import static io.lakewright.testkit.FaultyHttpServer.ok;
import static io.lakewright.testkit.FaultyHttpServer.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class FaultyHttpServerTest {
  private static final byte[] CONTENT = "0123456789".getBytes(UTF_8);

  @Test
  void answersInTurnAndCountsRequests() throws Exception {
    try (FaultyHttpServer server = FaultyHttpServer.start()) {
      server.on("/a", status(503), ok(CONTENT));

      assertThat(get(server.url("/a"), "bytes=0-").statusCode()).isEqualTo(503);
      HttpResponse<String> part = get(server.url("/a"), "bytes=4-6");

      assertThat(part.statusCode()).isEqualTo(206);
      assertThat(part.body()).isEqualTo("456");
      assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 4-6/10");
      assertThat(server.log("/a")).containsExactly("GET bytes=0-", "GET bytes=4-6");
      assertThat(get(server.url("/b"), "bytes=0-").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void cutsTheConnection() {
    try (FaultyHttpServer server = FaultyHttpServer.start()) {
      server.on("/cut", cutAfter(4, CONTENT));

      assertThatThrownBy(() -> get(server.url("/cut"), "bytes=0-")).isInstanceOf(IOException.class);
    }
  }

  private static HttpResponse<String> get(String url, String range) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).header("Range", range).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}

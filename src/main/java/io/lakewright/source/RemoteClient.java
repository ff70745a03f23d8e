package io.lakewright.source;

import io.lakewright.source.RemoteException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.apache.http.Header;
import org.apache.http.HttpHeaders;
import org.apache.http.client.config.CookieSpecs;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.config.ConnectionConfig;
import org.apache.http.config.MessageConstraints;
import org.apache.http.config.SocketConfig;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;

/** Single attempts to get a file, redirects followed, from connections that are kept and reused. */
final class RemoteClient implements Closeable {
  private static final int MAX_REDIRECTS = 5;
  private static final int MAX_LINE = 64 * 1024;
  private static final int MAX_HEADERS = 200;
  private static final int CONNECTIONS = 64;
  private static final int CONNECTIONS_PER_HOST = 16;

  private final RemoteOptions options;
  private final CloseableHttpClient client;
  private final Watchdog watchdog = new Watchdog();

  RemoteClient(RemoteOptions options) {
    this.options = options;
    int wait = Math.toIntExact(options.requestTimeout().toMillis());
    PoolingHttpClientConnectionManager connections =
        new PoolingHttpClientConnectionManager(CheckedSockets.registry(options));
    connections.setMaxTotal(CONNECTIONS);
    connections.setDefaultMaxPerRoute(CONNECTIONS_PER_HOST);
    connections.setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(wait).build());
    connections.setDefaultConnectionConfig(
        ConnectionConfig.custom()
            .setMessageConstraints(
                MessageConstraints.custom()
                    .setMaxLineLength(MAX_LINE)
                    .setMaxHeaderCount(MAX_HEADERS)
                    .build())
            .build());
    client =
        HttpClients.custom()
            .setConnectionManager(connections)
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectTimeout(Math.toIntExact(options.connectTimeout().toMillis()))
                    .setSocketTimeout(wait)
                    .setConnectionRequestTimeout(wait)
                    .setCookieSpec(CookieSpecs.IGNORE_COOKIES)
                    .setContentCompressionEnabled(false)
                    .build())
            .setUserAgent("Lakewright")
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .build();
  }

  /**
   * Asks for a file, or the rest of it.
   *
   * @param offset the first byte wanted
   * @param validator what the file must still be for a rest to be of use; null if unknown
   * @param wholeInTime whether the last byte must come within the time-out, or just the first
   */
  RemoteResponse get(RemoteUrl url, long offset, String validator, boolean wholeInTime)
      throws RemoteException {
    Watchdog.Watch watch = watchdog.start(options.requestTimeout());
    try {
      RemoteResponse response = get(url, offset, validator, watch);
      if (!wholeInTime) {
        watch.stop();
      }
      return response;
    } catch (RemoteException | RuntimeException e) {
      watch.stop();
      throw e;
    }
  }

  private RemoteResponse get(RemoteUrl url, long offset, String validator, Watchdog.Watch watch)
      throws RemoteException {
    RemoteUrl current = url;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      HttpGet request = request(current, offset, validator);
      watch.over(request);
      CloseableHttpResponse response = null;
      Optional<String> location;
      try {
        response = client.execute(request);
        location = locationOf(response);
        if (location.isEmpty()) {
          return RemoteResponse.of(url, offset, response, options.maxBytes(), watch);
        }
        response.close();
      } catch (RemoteException e) {
        closeQuietly(response);
        throw e;
      } catch (IOException e) {
        closeQuietly(response);
        throw RemoteFailures.of(current, e, watch.hasBitten());
      }
      current = current.redirectedTo(location.get());
    }
    throw RemoteException.lasting(
        Reason.FAILED, "%s redirects more than %d times".formatted(url, MAX_REDIRECTS));
  }

  private static HttpGet request(RemoteUrl url, long offset, String validator) {
    HttpGet request = new HttpGet(url.uri());
    request.setHeader(HttpHeaders.ACCEPT, "*/*");
    request.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
    if (offset > 0) {
      request.setHeader(HttpHeaders.RANGE, "bytes=" + offset + "-");
      if (validator != null) {
        request.setHeader(HttpHeaders.IF_RANGE, validator);
      }
    }
    return request;
  }

  private static Optional<String> locationOf(CloseableHttpResponse response) {
    return switch (response.getStatusLine().getStatusCode()) {
      case 301, 302, 303, 307, 308 ->
          Optional.ofNullable(response.getFirstHeader(HttpHeaders.LOCATION)).map(Header::getValue);
      default -> Optional.empty();
    };
  }

  private static void closeQuietly(Closeable response) {
    try {
      if (response != null) {
        response.close();
      }
    } catch (IOException e) {
      // The failure that led here is the one to tell.
    }
  }

  @Override
  public void close() throws IOException {
    watchdog.close();
    client.close();
  }
}

package io.lakewright.source;

import io.lakewright.source.RemoteException.Reason;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.http.Header;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpResponse;
import org.apache.http.conn.ConnectTimeoutException;
import org.apache.http.conn.ConnectionPoolTimeoutException;

/** Says what a failure means. */
final class RemoteFailures {
  private RemoteFailures() {}

  /**
   * @param timedOut whether the failure is that the request was ended for taking too long
   */
  static RemoteException of(RemoteUrl url, IOException e, boolean timedOut) {
    if (e instanceof RemoteException remote) {
      return remote;
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CheckedSockets.RefusedException) {
        return RemoteException.lasting(
            Reason.REFUSED_ADDRESS,
            "%s is refused: %s; if it is to be trusted, use --allow-host %s"
                .formatted(url, cause.getMessage(), url.uri().getHost()),
            e);
      }
    }
    if (timedOut || e instanceof SocketTimeoutException || e instanceof ConnectTimeoutException) {
      String what =
          e instanceof ConnectTimeoutException && !(e instanceof ConnectionPoolTimeoutException)
              ? "cannot be connected to"
              : "did not answer";
      return RemoteException.passing(Reason.TIMEOUT, "%s %s in time".formatted(url, what), e);
    }
    if (e instanceof UnknownHostException) {
      return RemoteException.passing(Reason.FAILED, "%s: the host is not known".formatted(url), e);
    }
    String message = "%s cannot be read: %s".formatted(url, detail(e));
    return e instanceof SSLHandshakeException || e instanceof SSLPeerUnverifiedException
        ? RemoteException.lasting(Reason.FAILED, message, e)
        : RemoteException.passing(Reason.FAILED, message, e);
  }

  /** What a status other than success means. */
  static RemoteException of(RemoteUrl url, HttpResponse response) {
    int status = response.getStatusLine().getStatusCode();
    return switch (status) {
      case 404, 410 ->
          RemoteException.lasting(Reason.NOT_FOUND, "%s is not there (%d)".formatted(url, status));
      case 401, 403 ->
          RemoteException.lasting(
              Reason.FORBIDDEN,
              "%s is not given to us (%d); signed addresses expire".formatted(url, status));
      case 408 ->
          RemoteException.passing(
              Reason.TIMEOUT, retryAfter(response), "%s timed out (408)".formatted(url));
      case 429, 500, 502, 503, 504 ->
          RemoteException.passing(
              Reason.SERVER_ERROR,
              retryAfter(response),
              "%s: the server cannot serve it now (%d)".formatted(url, status));
      default -> {
        String message = "%s: the server answered %d".formatted(url, status);
        yield status / 100 == 5
            ? RemoteException.passing(Reason.SERVER_ERROR, retryAfter(response), message)
            : RemoteException.lasting(Reason.FAILED, message);
      }
    };
  }

  private static Duration retryAfter(HttpResponse response) {
    Header header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
    if (header == null) {
      return Duration.ZERO;
    }
    String value = header.getValue().strip();
    try {
      Duration wait =
          value.matches("\\d{1,9}")
              ? Duration.ofSeconds(Integer.parseInt(value))
              : Duration.between(
                  Instant.now(),
                  ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }

  private static String detail(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}

package io.lakewright.source;

import io.lakewright.source.RemoteException.Reason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.CloseableHttpResponse;

/**
 * What a server sent: the bytes of a file from an offset on. Reading fails with {@link
 * RemoteException}s only, also when there are fewer bytes than were promised.
 */
final class RemoteResponse extends FilterInputStream {
  private static final Pattern RANGE = Pattern.compile("bytes (?:(\\d+)-\\d+|\\*)/(\\d+|\\*)");

  private final RemoteUrl url;
  private final CloseableHttpResponse response;
  private final Watchdog.Watch watch;
  private final long offset;
  private final long length;
  private final String validator;
  private final long maxBytes;
  private long position;

  private RemoteResponse(
      RemoteUrl url,
      CloseableHttpResponse response,
      Watchdog.Watch watch,
      long offset,
      long length,
      long maxBytes)
      throws IOException {
    super(contentOf(response));
    this.url = url;
    this.response = response;
    this.watch = watch;
    this.offset = offset;
    this.length = length;
    this.maxBytes = maxBytes;
    this.validator = validatorOf(response);
    position = offset;
    if (length > maxBytes) {
      throw tooLarge();
    }
  }

  /**
   * @param asked offset that was asked for; the response may begin at 0 all the same
   * @throws RemoteException if the response is not a file
   */
  static RemoteResponse of(
      RemoteUrl url,
      long asked,
      CloseableHttpResponse response,
      long maxBytes,
      Watchdog.Watch watch)
      throws IOException {
    int status = response.getStatusLine().getStatusCode();
    if (status == 200 || status == 203) {
      return new RemoteResponse(url, response, watch, 0, contentLength(response), maxBytes);
    }
    Matcher range = RANGE.matcher(header(response, HttpHeaders.CONTENT_RANGE, ""));
    boolean known = range.matches();
    long total = known && !range.group(2).equals("*") ? number(range.group(2)) : -1;
    if (status == 206 && known && range.group(1) != null && number(range.group(1)) == asked) {
      return new RemoteResponse(url, response, watch, asked, total, maxBytes);
    }
    if (status == 416 && total == asked) {
      // Nothing is left to be had. The body is a message for people.
      response.setEntity(null);
      return new RemoteResponse(url, response, watch, asked, total, maxBytes);
    }
    throw RemoteFailures.of(url, response);
  }

  /** Position in the file of the first byte. */
  long offset() {
    return offset;
  }

  /** Length of the whole file, -1 if unknown. */
  long length() {
    return length;
  }

  /** What tells this version of the file from others: a strong ETag or a date; null if unknown. */
  String validator() {
    return validator;
  }

  @Override
  public int read() throws RemoteException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int from, int size) throws RemoteException {
    int read;
    try {
      read = in.read(buffer, from, size);
    } catch (IOException e) {
      throw RemoteFailures.of(url, e, watch.hasBitten());
    }
    if (read < 0 && length >= 0 && position < length) {
      throw RemoteException.passing(
          Reason.FAILED,
          "%s ended after %d of %d bytes".formatted(url, position, length),
          (Throwable) null);
    }
    position += Math.max(read, 0);
    if (position > maxBytes) {
      throw tooLarge();
    }
    return read;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = 0;
    byte[] buffer = new byte[8192];
    while (skipped < count) {
      int read = read(buffer, 0, (int) Math.min(buffer.length, count - skipped));
      if (read < 0) {
        break;
      }
      skipped += read;
    }
    return skipped;
  }

  /** Gives the connection back if all was read, else drops it. */
  @Override
  public void close() throws IOException {
    watch.stop();
    response.close();
  }

  private RemoteException tooLarge() {
    return RemoteException.lasting(
        Reason.TOO_LARGE, "%s is larger than %d bytes".formatted(url, maxBytes));
  }

  private static InputStream contentOf(HttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    return entity == null ? InputStream.nullInputStream() : entity.getContent();
  }

  private static long contentLength(HttpResponse response) {
    return response.getEntity() == null ? -1 : response.getEntity().getContentLength();
  }

  private static String validatorOf(HttpResponse response) {
    String etag = header(response, HttpHeaders.ETAG, "");
    return etag.startsWith("\"") ? etag : header(response, HttpHeaders.LAST_MODIFIED, null);
  }

  private static String header(HttpResponse response, String name, String otherwise) {
    Header header = response.getFirstHeader(name);
    return header == null ? otherwise : header.getValue();
  }

  private static long number(String digits) {
    return digits.length() > 18 ? -1 : Long.parseLong(digits);
  }
}

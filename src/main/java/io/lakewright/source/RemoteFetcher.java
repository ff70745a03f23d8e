package io.lakewright.source;

import io.lakewright.source.RemoteException.Reason;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.zip.GZIPInputStream;

/**
 * Gets files from the web, safely and stubbornly: only from public addresses unless a host is
 * allowed by name, checked at every redirect and for the very address that is connected to; with
 * time-outs, a size limit, and bounded retries with growing pauses. One per task: its connections
 * are kept for further files. For use by several threads.
 */
public final class RemoteFetcher implements Closeable {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  private final RemoteOptions options;
  private final Retries retries;
  private final RemoteClient client;

  public RemoteFetcher(RemoteOptions options) {
    this(options, FIRST_PAUSE);
  }

  RemoteFetcher(RemoteOptions options, Duration firstPause) {
    this.options = options;
    retries = new Retries(options.maxRetries(), firstPause);
    client = new RemoteClient(options);
  }

  /**
   * A small file as a whole, decompressed if it is gzip, whatever its name says.
   *
   * @throws RemoteException if it cannot be had
   */
  public byte[] fetch(String url) throws RemoteException {
    RemoteUrl parsed = RemoteUrl.parse(url);
    for (int failures = 1; ; failures++) {
      try (RemoteResponse response = client.get(parsed, 0, null, /* wholeInTime= */ true)) {
        return decompressed(parsed, response.readAllBytes());
      } catch (IOException e) {
        retries.pauseAfter(RemoteFailures.of(parsed, e, false), failures);
      }
    }
  }

  /**
   * A file as stored, to be read bit by bit.
   *
   * @throws RemoteException if it cannot be had
   */
  public RemoteStream open(String url) throws RemoteException {
    return open(url, 0, null);
  }

  /**
   * The rest of a file of which a part is there; all of it ({@link RemoteStream#offset} is 0 then)
   * if the server gives no parts or the file has changed.
   *
   * @param offset bytes that are there
   * @param validator that came with them; without it the whole file is asked for
   * @throws RemoteException if it cannot be had
   */
  public RemoteStream open(String url, long offset, String validator) throws RemoteException {
    RemoteUrl parsed = RemoteUrl.parse(url);
    long from = validator == null ? 0 : offset;
    return RemoteStream.open(client, parsed, retries, from, validator);
  }

  private byte[] decompressed(RemoteUrl url, byte[] content) throws RemoteException {
    if (content.length < 2 || (content[0] & 0xff) != 0x1f || (content[1] & 0xff) != 0x8b) {
      return content;
    }
    int most = (int) Math.min(options.maxBytes(), Integer.MAX_VALUE - 16);
    byte[] decompressed;
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(content), 8192)) {
      decompressed = gzip.readNBytes(most);
      if (gzip.read() < 0) {
        return decompressed;
      }
    } catch (IOException e) {
      throw RemoteException.passing(
          Reason.FAILED, "%s is broken gzip: %s".formatted(url, e.getMessage()), e);
    }
    throw RemoteException.lasting(
        Reason.TOO_LARGE, "%s decompresses to more than %d bytes".formatted(url, most));
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      // Nothing is written: there is nothing to lose.
    }
  }
}

package io.lakewright.source;

import io.lakewright.source.RemoteException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file on the web as it is read. When the connection breaks, reading goes on from the same byte
 * over another one, unless the file has changed meanwhile. Not for use by several threads.
 */
public final class RemoteStream extends InputStream {
  private final RemoteClient client;
  private final RemoteUrl url;
  private final Retries retries;
  private final long offset;
  private final long length;
  private final String validator;
  private RemoteResponse response;
  private long position;

  private RemoteStream(
      RemoteClient client, RemoteUrl url, Retries retries, RemoteResponse response) {
    this.client = client;
    this.url = url;
    this.retries = retries;
    this.response = response;
    offset = response.offset();
    length = response.length();
    validator = response.validator();
    position = offset;
  }

  static RemoteStream open(
      RemoteClient client, RemoteUrl url, Retries retries, long offset, String validator)
      throws RemoteException {
    for (int failures = 1; ; failures++) {
      try {
        return new RemoteStream(
            client, url, retries, client.get(url, offset, validator, /* wholeInTime= */ false));
      } catch (RemoteException e) {
        retries.pauseAfter(e, failures);
      }
    }
  }

  /** Position in the file of the first byte read here: what was asked for, or 0. */
  public long offset() {
    return offset;
  }

  /** Length of the whole file, if the server told. */
  public OptionalLong length() {
    return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
  }

  /** What {@link RemoteFetcher#open(String, long, String)} needs to go on with this version. */
  public Optional<String> validator() {
    return Optional.ofNullable(validator);
  }

  @Override
  public int read() throws RemoteException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int from, int size) throws RemoteException {
    for (int failures = 1; ; failures++) {
      try {
        if (response == null) {
          response = reopened();
        }
        int read = response.read(buffer, from, size);
        position += Math.max(read, 0);
        return read;
      } catch (RemoteException e) {
        close();
        retries.pauseAfter(e, failures);
      }
    }
  }

  private RemoteResponse reopened() throws RemoteException {
    RemoteResponse again = client.get(url, position, validator, /* wholeInTime= */ false);
    boolean same =
        again.length() == length
            && (validator == null ? length >= 0 : validator.equals(again.validator()));
    try {
      if (!same) {
        throw RemoteException.lasting(
            Reason.FAILED, "%s changed, or may have, while it was read".formatted(url));
      }
      // A server that gives no ranges begins again.
      long missing = position - again.offset();
      if (again.skip(missing) < missing) {
        throw RemoteException.lasting(Reason.FAILED, "%s became shorter".formatted(url));
      }
      return again;
    } catch (IOException e) {
      closeQuietly(again);
      throw RemoteFailures.of(url, e, false);
    }
  }

  /** Drops the connection unless all was read. */
  @Override
  public void close() {
    if (response != null) {
      closeQuietly(response);
      response = null;
    }
  }

  private static void closeQuietly(RemoteResponse response) {
    try {
      response.close();
    } catch (IOException e) {
      // It is not needed any more.
    }
  }
}

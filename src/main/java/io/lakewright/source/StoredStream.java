package io.lakewright.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of a stored file from first to last. When the connection breaks, takes the reading up
 * again where it stopped. Hashes what it reads, for the file's identity.
 */
final class StoredStream extends InputStream {
  private static final Logger LOG = LoggerFactory.getLogger(StoredStream.class);
  private static final Retries RETRIES = new Retries(Integer.MAX_VALUE, Duration.ofMillis(250));
  private static final int DRAIN = 256 * 1024;

  private final StoredFile file;
  private final MessageDigest digest;
  private InputStream in;
  private long position;
  private int failures;
  private boolean ended;
  private ContentId identity;
  // Kept: were reading taken up again after it, the identity would vouch for bytes nobody got.
  private IOException failure;

  StoredStream(StoredFile file) {
    this.file = file;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Bytes read so far. */
  long position() {
    return position;
  }

  /** The identity of the whole file; reads what is left of it. */
  ContentId identity() throws IOException {
    if (identity == null) {
      byte[] rest = new byte[ended ? 0 : DRAIN];
      while (!ended) {
        read(rest, 0, rest.length);
      }
      identity = new ContentId(HexFormat.of().formatHex(digest.digest()), position);
    }
    return identity;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (failure != null) {
      throw failure;
    }
    while (!ended) {
      try {
        if (in == null) {
          in = file.open(position);
        }
        int read = in.read(bytes, offset, length);
        if (read > 0) {
          digest.update(bytes, offset, read);
          position += read;
          failures = 0;
          return read;
        }
        if (read < 0) {
          requireComplete();
          ended = true;
        }
      } catch (RemoteException e) {
        // It has been retried; some failures come again whenever it is.
        close();
        throw failed(
            e.isWorthRetrying()
                ? new StorageException(e.getMessage(), e)
                : new DocumentException(DocumentException.Reason.UNAVAILABLE, e.getMessage(), e));
      } catch (StoredFile.NotRetriable e) {
        throw failed(new StorageException(e.getMessage(), e));
      } catch (IOException e) {
        recover(e);
      }
    }
    return -1;
  }

  private void requireComplete() throws EOFException {
    if (position < file.length()) {
      throw new EOFException(
          "The connection ended after %,d of %,d bytes".formatted(position, file.length()));
    }
  }

  private IOException failed(IOException lasting) {
    failure = lasting;
    return lasting;
  }

  private void recover(IOException broken) throws IOException {
    close();
    if (Thread.currentThread().isInterrupted() || failures >= file.maxRetries()) {
      throw failed(
          new StorageException(
              "Cannot read %s beyond byte %,d: %s".formatted(file.name(), position, said(broken)),
              broken));
    }
    LOG.warn(
        "Reading {} broke at byte {} ({}); taking it up again",
        file.name(),
        position,
        said(broken));
    failures++;
    try {
      Thread.sleep(RETRIES.pause(failures, Duration.ZERO).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(new StorageException("Interrupted while reading " + file.name(), e));
    }
  }

  private static String said(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  @Override
  public void close() {
    InputStream open = in;
    in = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        LOG.debug("Closing {} failed", file.name(), e);
      }
    }
  }
}

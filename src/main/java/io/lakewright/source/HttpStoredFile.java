package io.lakewright.source;

import io.lakewright.UserException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;

/** A file on the web, of any size. {@link RemoteStream} takes broken reads up again by itself. */
final class HttpStoredFile implements StoredFile {
  private final SourceFile file;
  private final RemoteOptions options;
  private String validator;

  HttpStoredFile(SourceFile file, RemoteOptions options) {
    this.file = file;
    this.options = optionsFor(file, options).withMaxBytes(Long.MAX_VALUE);
  }

  /**
   * Asks a server for a file that the user named.
   *
   * @throws UserException if it cannot be had
   */
  static SourceFile find(String url, RemoteOptions options) {
    SourceFile unasked = new SourceFile(url, Addresses.shown(url), -1, true);
    try (RemoteFetcher fetcher =
            new RemoteFetcher(optionsFor(unasked, options).withMaxBytes(Long.MAX_VALUE));
        RemoteStream stream = fetcher.open(url)) {
      return new SourceFile(url, unasked.name(), stream.length().orElse(-1), true);
    } catch (RemoteException e) {
      throw new UserException(e.getMessage(), e);
    }
  }

  /** A host that the user named himself may be a private one. */
  private static RemoteOptions optionsFor(SourceFile file, RemoteOptions options) {
    if (!file.trusted()) {
      return options;
    }
    Set<String> hosts = new LinkedHashSet<>(options.allowHosts());
    try {
      URI uri = RemoteUrl.parse(file.uri()).uri();
      int standard = uri.getScheme().equals("https") ? 443 : 80;
      hosts.add(uri.getHost() + ":" + (uri.getPort() < 0 ? standard : uri.getPort()));
    } catch (RemoteException e) {
      // Opening it says the same.
      return options;
    }
    return options.withAllowHosts(hosts);
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public long length() {
    return file.length();
  }

  @Override
  public InputStream open(long position) throws IOException {
    RemoteFetcher fetcher = new RemoteFetcher(options);
    try {
      RemoteStream stream = fetcher.open(file.uri(), position, validator);
      validator = stream.validator().orElse(null);
      return new Stream(stream, fetcher, position - stream.offset());
    } catch (IOException | RuntimeException e) {
      fetcher.close();
      throw e;
    }
  }

  @Override
  public int maxRetries() {
    return 0;
  }

  /** Closes its connections, too. */
  private static final class Stream extends FilterInputStream {
    private final RemoteFetcher fetcher;

    /**
     * @param missing bytes to pass over first, which a server without ranges gives
     */
    Stream(RemoteStream stream, RemoteFetcher fetcher, long missing) throws IOException {
      super(stream);
      this.fetcher = fetcher;
      stream.skipNBytes(missing);
    }

    @Override
    public void close() {
      ((RemoteStream) in).close();
      fetcher.close();
    }
  }
}

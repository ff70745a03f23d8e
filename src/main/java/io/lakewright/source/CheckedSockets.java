package io.lakewright.source;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.apache.http.HttpHost;
import org.apache.http.config.Registry;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.protocol.HttpContext;
import org.apache.http.ssl.SSLContexts;

/**
 * Opens connections to public addresses only. The check is on the very address that is connected
 * to, so a name that resolves otherwise the next time gains nothing; TLS still checks the
 * certificate against the name.
 */
final class CheckedSockets {
  /**
   * An address that is not to be connected to. It is a {@link ConnectException} so that the next
   * address of the same name is tried.
   */
  static final class RefusedException extends ConnectException {
    RefusedException() {
      super("its address is not public");
    }
  }

  private CheckedSockets() {}

  static Registry<ConnectionSocketFactory> registry(RemoteOptions options) {
    return RegistryBuilder.<ConnectionSocketFactory>create()
        .register("http", new Plain(options))
        .register("https", new Tls(options))
        .build();
  }

  private static void check(RemoteOptions options, HttpHost host, InetSocketAddress remote)
      throws RefusedException {
    if (!options.allows(host.getHostName(), remote.getPort())
        && !PublicAddress.is(remote.getAddress())) {
      throw new RefusedException();
    }
  }

  private static final class Plain extends PlainConnectionSocketFactory {
    private final RemoteOptions options;

    Plain(RemoteOptions options) {
      this.options = options;
    }

    @Override
    public Socket connectSocket(
        int timeout,
        Socket socket,
        HttpHost host,
        InetSocketAddress remote,
        InetSocketAddress local,
        HttpContext context)
        throws IOException {
      check(options, host, remote);
      return super.connectSocket(timeout, socket, host, remote, local, context);
    }
  }

  private static final class Tls extends SSLConnectionSocketFactory {
    private final RemoteOptions options;

    Tls(RemoteOptions options) {
      super(SSLContexts.createDefault());
      this.options = options;
    }

    @Override
    public Socket connectSocket(
        int timeout,
        Socket socket,
        HttpHost host,
        InetSocketAddress remote,
        InetSocketAddress local,
        HttpContext context)
        throws IOException {
      check(options, host, remote);
      return super.connectSocket(timeout, socket, host, remote, local, context);
    }
  }
}

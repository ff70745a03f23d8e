package io.lakewright.source;

import java.io.Serializable;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * How files are fetched from the web.
 *
 * @param connectTimeout until a connection stands, per address
 * @param requestTimeout of one attempt: for {@link RemoteFetcher#fetch} until the last byte, for a
 *     stream until its first byte and then from each to the next
 * @param maxRetries attempts after the first that failed; for a stream, without a byte gained
 * @param maxBytes the most that one file may have, as sent and decompressed
 * @param allowHosts hosts that may have addresses that are not public, each as {@code host} or
 *     {@code host:port}
 */
public record RemoteOptions(
    Duration connectTimeout,
    Duration requestTimeout,
    int maxRetries,
    long maxBytes,
    Set<String> allowHosts)
    implements Serializable {
  /** For small files: 10 s, 60 s, 4 retries, 64 MiB, public addresses only. */
  public static final RemoteOptions DEFAULT =
      new RemoteOptions(
          Duration.ofSeconds(10), Duration.ofSeconds(60), 4, 64L * 1024 * 1024, Set.of());

  public RemoteOptions {
    requirePositive("Connect time-out", connectTimeout);
    requirePositive("Request time-out", requestTimeout);
    if (maxRetries < 0) {
      throw new IllegalArgumentException(
          "Number of retries must be at least 0, cannot be: " + maxRetries);
    }
    if (maxBytes < 1) {
      throw new IllegalArgumentException("Most bytes must be at least 1, cannot be: " + maxBytes);
    }
    Set<String> hosts = new LinkedHashSet<>();
    for (String host : allowHosts) {
      if (!host.matches("[^\\s/@?#]+")) {
        throw new IllegalArgumentException(
            "An allowed host is a host or host:port, cannot be: \"%s\"".formatted(host));
      }
      hosts.add(host.toLowerCase(Locale.ROOT));
    }
    allowHosts = Set.copyOf(hosts);
  }

  /** The same for files of another size. */
  public RemoteOptions withMaxBytes(long bytes) {
    return new RemoteOptions(connectTimeout, requestTimeout, maxRetries, bytes, allowHosts);
  }

  /** The same with other hosts allowed. */
  public RemoteOptions withAllowHosts(Set<String> hosts) {
    return new RemoteOptions(connectTimeout, requestTimeout, maxRetries, maxBytes, hosts);
  }

  /** Whether this host may have any address. */
  boolean allows(String host, int port) {
    String name = host.toLowerCase(Locale.ROOT);
    return allowHosts.contains(name) || allowHosts.contains(name + ":" + port);
  }

  private static void requirePositive(String what, Duration duration) {
    if (duration.toMillis() < 1 || duration.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          what + " must be from 1 ms to 24 days, cannot be: " + duration);
    }
  }
}

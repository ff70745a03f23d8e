package io.lakewright.maintain.s3;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.iceberg.aws.s3.S3FileIO;

/**
 * The clients of this JVM. Starting one takes a tenth of a second and a pool of connections, so
 * tasks with the same access share one; a few that nobody uses are kept for the next.
 */
final class S3Clients {
  private static final int IDLE = 4;
  private static final Map<S3Access, Shared> CLIENTS = new LinkedHashMap<>();

  private S3Clients() {}

  private static final class Shared {
    private final S3FileIO io;
    private int users;

    Shared(S3FileIO io) {
      this.io = io;
    }
  }

  static synchronized S3FileIO lease(S3Access access) {
    Shared shared = CLIENTS.computeIfAbsent(access, key -> new Shared(key.newClient()));
    shared.users++;
    return shared.io;
  }

  static synchronized void release(S3Access access) {
    CLIENTS.get(access).users--;
    long idle = CLIENTS.values().stream().filter(shared -> shared.users == 0).count();
    for (Iterator<Shared> all = CLIENTS.values().iterator(); all.hasNext() && idle > IDLE; ) {
      Shared shared = all.next();
      if (shared.users == 0) {
        all.remove();
        shared.io.close();
        idle--;
      }
    }
  }
}

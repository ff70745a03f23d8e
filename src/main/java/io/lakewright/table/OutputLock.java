package io.lakewright.table;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakewright.UserException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Keeps two runs from writing one output of plain files at the same time.
 *
 * <p>Each run writes a file of its own, then lists: if it is not alone it steps back. That excludes
 * on every store whose listings are up to date (local, HDFS, S3), without conditional writes; of
 * two runs that start in the same instant both may step back. The holder rewrites its file with a
 * growing count. A file is stale when its process, on this host, is gone, or when its count stands
 * still while a newcomer watches; clocks are not compared.
 */
final class OutputLock implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * How often a holder shows that it lives, and how long a newcomer watches before it takes over.
   */
  record Timing(Duration beat, Duration patience) {
    static final Timing DEFAULT = new Timing(Duration.ofSeconds(10), Duration.ofSeconds(45));
  }

  /** What a lock file says. */
  record Holder(String run, String host, long pid, String started, long beat) {
    private boolean isGone() {
      return host.equals(thisHost())
          && ProcessHandle.of(pid)
              .filter(ProcessHandle::isAlive)
              .filter(process -> startOf(process).equals(started))
              .isEmpty();
    }
  }

  private final FileSystem files;
  private final Path folder;
  private final Path mine;
  private final String run;
  private final ScheduledExecutorService beating;
  private Future<?> beats = CompletableFuture.completedFuture(null);
  private long beat;

  private OutputLock(FileSystem files, Path folder, String run) {
    this.files = files;
    this.folder = folder;
    this.run = run;
    this.mine = new Path(folder, run + "-" + UUID.randomUUID() + ".json");
    this.beating =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "output-lock");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Takes the lock.
   *
   * @param output for messages
   * @throws UserException if another run holds it
   */
  static OutputLock take(FileSystem files, Path folder, String run, Place output, Timing timing)
      throws IOException {
    OutputLock lock = new OutputLock(files, folder, run);
    try {
      lock.write();
      Optional<Holder> other = lock.othersAlive(timing);
      if (other.isPresent()) {
        Holder holder = other.get();
        throw new UserException(
            "Run %s is writing to %s (process %d on %s, since %s); wait for it to end, then run again"
                .formatted(holder.run, output, holder.pid, holder.host, holder.started));
      }
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
    long millis = timing.beat.toMillis();
    lock.beats =
        lock.beating.scheduleWithFixedDelay(lock::beat, millis, millis, TimeUnit.MILLISECONDS);
    return lock;
  }

  /**
   * Fails if another run took over, which it does when this process was suspended for long.
   *
   * @throws UserException if the lock is lost
   */
  void requireHeld(Place output) throws IOException {
    if (!files.exists(mine)) {
      throw new UserException(
          "Another run took over the writing of %s while this one was stalled; nothing was published"
              .formatted(output));
    }
  }

  private Optional<Holder> othersAlive(Timing timing) throws IOException {
    Map<Path, Holder> seen = new HashMap<>();
    for (Path path : others()) {
      Holder holder = read(path);
      if (holder == null) {
        continue;
      }
      if (holder.isGone()) {
        files.delete(path, false);
      } else if (holder.host.equals(thisHost())) {
        return Optional.of(holder);
      } else {
        seen.put(path, holder);
      }
    }
    if (seen.isEmpty()) {
      return Optional.empty();
    }
    long end = System.nanoTime() + timing.patience.toNanos();
    while (System.nanoTime() < end) {
      pause(timing.beat.dividedBy(2));
      for (Map.Entry<Path, Holder> entry : seen.entrySet()) {
        Holder now = read(entry.getKey());
        if (now != null && now.beat != entry.getValue().beat) {
          return Optional.of(now);
        }
      }
    }
    for (Path path : seen.keySet()) {
      files.delete(path, false);
    }
    return Optional.empty();
  }

  private List<Path> others() throws IOException {
    List<Path> found = new ArrayList<>();
    for (FileStatus status : Storage.list(files, folder)) {
      Path path = status.getPath();
      if (path.getName().endsWith(".json") && !path.getName().equals(mine.getName())) {
        found.add(path);
      }
    }
    return found;
  }

  private Holder read(Path path) throws IOException {
    try {
      return JSON.readValue(Storage.read(files, path), Holder.class);
    } catch (FileNotFoundException e) {
      return null;
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      // Cut off by a crash, or being written; watched like one of another host.
      return new Holder(
          path.getName(),
          "another host",
          0,
          "unknown",
          files.getFileStatus(path).getModificationTime());
    }
  }

  private synchronized void write() throws IOException {
    ProcessHandle me = ProcessHandle.current();
    Holder holder = new Holder(run, thisHost(), me.pid(), startOf(me), beat++);
    try (OutputStream out = files.create(mine, true)) {
      out.write(JSON.writeValueAsBytes(holder));
    }
  }

  private synchronized void beat() {
    try {
      if (files.exists(mine)) {
        write();
      }
    } catch (IOException e) {
      // The next beat tries again; a newcomer waits for several.
      org.slf4j.LoggerFactory.getLogger(OutputLock.class).warn("Cannot refresh {}", mine, e);
    }
  }

  /** Gives the lock back. */
  @Override
  public synchronized void close() throws IOException {
    beats.cancel(false);
    beating.shutdownNow();
    files.delete(mine, false);
  }

  private static void pause(Duration duration) throws IOException {
    try {
      Thread.sleep(Math.max(1, duration.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  private static String startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }

  static String thisHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}

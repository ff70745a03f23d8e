package io.lakewright.maintain.lock;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps other runs of this application from a table until it is closed. */
public final class TableLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TableLock.class);
  private static final int LOOKS = 5;

  /** Iceberg tries a commit a few times itself; among writers that never pause it may need more. */
  private static final int COMMITS = 10;

  private static final int MAX_WAIT_MILLIS = 200;
  private static final String HOST = host();

  private final Table table;
  private final Clock clock;
  private volatile LockEntry own;

  private TableLock(Table table, LockEntry own, Clock clock) {
    this.table = table;
    this.own = own;
    this.clock = clock;
  }

  /**
   * Locks a table, taking locks of dead runs away.
   *
   * @param table refreshed by this, now and when the lock is closed
   * @param runId of this run; a run locks a table once
   * @param atMost after this the lock means nothing, should this process die
   * @throws TableLockedException if another run has it
   */
  public static TableLock acquire(Table table, String runId, Clock clock, Duration atMost) {
    Instant until = clock.instant().plus(atMost).truncatedTo(ChronoUnit.SECONDS);
    LockEntry own = new LockEntry(runId, until, HOST, ProcessIdentity.current());
    TableLock lock = new TableLock(table, own, clock);
    lock.acquire();
    return lock;
  }

  /** The key of a lock among a table's properties. */
  public static boolean isLock(String property) {
    return property.startsWith(LockEntry.PREFIX);
  }

  private void acquire() {
    table.refresh();
    refuseIfHeld();
    boolean held = false;
    try {
      // Of a commit in an unknown state the lock may be there, and must go too.
      write();
      for (int look = 1; look <= LOOKS && !held; look++) {
        table.refresh();
        Optional<LockEntry> other = other();
        held = other.isEmpty();
        // The run with the smaller name waits for the other one to withdraw.
        if (!held && (look == LOOKS || own.run().compareTo(other.get().run()) > 0)) {
          throw new TableLockedException(table.name(), other.get());
        }
        if (!held) {
          pause();
        }
      }
    } finally {
      if (!held) {
        close();
      }
    }
  }

  private void refuseIfHeld() {
    other()
        .ifPresent(
            entry -> {
              throw new TableLockedException(table.name(), entry);
            });
  }

  /** A lock of another run that may be alive. */
  private Optional<LockEntry> other() {
    Instant now = clock.instant();
    return entries().stream()
        .filter(entry -> !entry.run().equals(own.run()) && !entry.isStale(now))
        .findFirst();
  }

  private List<LockEntry> entries() {
    List<LockEntry> entries = new ArrayList<>();
    for (Map.Entry<String, String> property : table.properties().entrySet()) {
      LockEntry.parse(property.getKey(), property.getValue()).ifPresent(entries::add);
    }
    return entries;
  }

  private void write() {
    Instant now = clock.instant();
    commit(
        update -> {
          update.set(own.key(), own.value());
          entries().stream()
              .filter(entry -> !entry.run().equals(own.run()) && entry.isStale(now))
              .forEach(entry -> update.remove(entry.key()));
        });
  }

  private void commit(Consumer<UpdateProperties> change) {
    for (int attempt = 1; ; attempt++) {
      try {
        UpdateProperties update = table.updateProperties();
        change.accept(update);
        update.commit();
        return;
      } catch (CommitFailedException e) {
        if (attempt == COMMITS) {
          throw e;
        }
        pause();
        table.refresh();
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(1, MAX_WAIT_MILLIS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a lock", e);
    }
  }

  /**
   * Makes the lock last longer from now on.
   *
   * @param again the table, as another thread may have it
   * @return false if the lock is lost: it is past its end, or somebody has removed it
   */
  boolean renew(Table again, Duration lease) {
    again.refresh();
    Instant now = clock.instant();
    if (!now.isBefore(own.until()) || !again.properties().containsKey(own.key())) {
      return false;
    }
    if (now.plus(lease.dividedBy(2)).isBefore(own.until())) {
      return true;
    }
    LockEntry longer =
        new LockEntry(
            own.run(), now.plus(lease).truncatedTo(ChronoUnit.SECONDS), own.host(), own.process());
    again.updateProperties().set(longer.key(), longer.value()).commit();
    own = longer;
    return true;
  }

  /** Whether it is past its end. */
  boolean isOver() {
    return !clock.instant().isBefore(own.until());
  }

  /** Unlocks. If the catalog does not let us, the lock ends by its time. */
  @Override
  public void close() {
    // Catalogs refuse to work on an interrupted thread, and a lock must not stay behind.
    boolean interrupted = Thread.interrupted();
    try {
      commit(update -> update.remove(own.key()));
      table.refresh();
    } catch (NoSuchTableException e) {
      LOG.debug("{} is gone, and its lock with it", table.name());
    } catch (RuntimeException e) {
      LOG.warn("Cannot remove the lock {} of {}", own.key(), table.name(), e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName().replaceAll("\\s", "");
    } catch (UnknownHostException e) {
      return "an-unknown-host";
    }
  }
}

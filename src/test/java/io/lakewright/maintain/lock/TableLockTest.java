package io.lakewright.maintain.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.UserException;
import io.lakewright.session.LocalCatalog;
import io.lakewright.table.IcebergCatalogs;
import io.lakewright.testkit.Polling;
import io.lakewright.testkit.SparkExtension;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
@SuppressWarnings("try")
class TableLockTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Duration HOUR = Duration.ofHours(1);
  private final SparkSession spark = SparkExtension.session();
  private TableIdentifier name;

  @BeforeEach
  void table(TestInfo test) {
    spark.sql("CREATE NAMESPACE IF NOT EXISTS lake.locks");
    name = TableIdentifier.of("locks", test.getTestMethod().orElseThrow().getName());
    IcebergCatalogs.of(spark, "lake")
        .createTable(name, new Schema(Types.NestedField.required(1, "id", Types.LongType.get())));
  }

  /** A catalog of its own, as another process would have, so that nothing is shared in memory. */
  private Table load() {
    LocalCatalog catalog = new LocalCatalog();
    catalog.setConf(spark.sparkContext().hadoopConfiguration());
    catalog.initialize("lake", Conf.of(spark));
    return catalog.loadTable(name);
  }

  private static List<String> locks(Table table) {
    table.refresh();
    return table.properties().keySet().stream().filter(TableLock::isLock).toList();
  }

  @Test
  void keepsAnotherRunOutAndSaysWhoHasIt() {
    Table other = load();
    try (TableLock lock = TableLock.acquire(load(), "run-1", CLOCK, HOUR)) {
      assertThatThrownBy(() -> TableLock.acquire(other, "run-2", CLOCK, HOUR))
          .isInstanceOf(TableLockedException.class)
          .hasMessageContaining("is being worked on by the run run-1 on ")
          .hasMessageContaining("process " + ProcessHandle.current().pid());
      assertThat(locks(other)).containsExactly("lakewright.lock.run-1");
    }
  }

  @Test
  void leavesNothingBehind() {
    try (TableLock lock = TableLock.acquire(load(), "run-1", CLOCK, HOUR)) {
      assertThat(locks(load())).hasSize(1);
    }
    assertThat(locks(load())).isEmpty();
  }

  @Test
  void isNotLeftByACommitOfWhichNobodyKnowsWhetherItCameThrough() {
    AtomicInteger changes = new AtomicInteger();
    RuntimeException unknown = new CommitStateUnknownException(new IOException("cut off"));
    Table table =
        changing(
            load(),
            update -> changes.getAndIncrement() == 0 ? failing(update, true, unknown) : update);

    assertThatThrownBy(() -> TableLock.acquire(table, "run-1", CLOCK, HOUR))
        .isInstanceOf(CommitStateUnknownException.class);

    assertThat(locks(load())).isEmpty();
  }

  @Test
  void isWrittenAndRemovedThoughOtherWritersAreFasterForAWhile() {
    AtomicInteger changes = new AtomicInteger();
    Table crowded =
        changing(
            load(),
            update ->
                changes.getAndIncrement() % 3 == 2
                    ? update
                    : failing(update, false, new CommitFailedException("others were faster")));

    try (TableLock lock = TableLock.acquire(crowded, "run-1", CLOCK, HOUR)) {
      assertThat(locks(load())).hasSize(1);
    }

    assertThat(locks(load())).isEmpty();
  }

  /** A table whose changes of properties are others. */
  private static Table changing(Table table, UnaryOperator<UpdateProperties> changed) {
    return proxy(
        Table.class,
        (proxy, method, args) -> {
          Object result = method.invoke(table, args);
          return result instanceof UpdateProperties update ? changed.apply(update) : result;
        });
  }

  /** A change of which the commit fails, whether or not it has come through. */
  private static UpdateProperties failing(
      UpdateProperties update, boolean comesThrough, RuntimeException failure) {
    return proxy(
        UpdateProperties.class,
        (proxy, method, args) -> {
          boolean commits = method.getName().equals("commit");
          Object result = commits && !comesThrough ? null : method.invoke(update, args);
          if (commits) {
            throw failure;
          }
          return result instanceof UpdateProperties ? proxy : result;
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            TableLockTest.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @Test
  void isRemovedThoughTheThreadIsInterrupted() {
    TableLock lock = TableLock.acquire(load(), "run-1", CLOCK, HOUR);
    Thread.currentThread().interrupt();
    lock.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(locks(load())).isEmpty();
  }

  @Test
  void endsWithItsTime() {
    Clock before = Clock.fixed(Instant.now().minus(HOUR.multipliedBy(2)), ZoneOffset.UTC);
    TableLock.acquire(load(), "run-1", before, HOUR);

    try (TableLock lock = TableLock.acquire(load(), "run-2", CLOCK, HOUR)) {
      assertThat(locks(load())).containsExactly("lakewright.lock.run-2");
    }
  }

  @Test
  void isRenewedWhileWorkGoesOnWhichStopsWhenItIsLost() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    Clock clock =
        new Clock() {
          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now.get();
          }
        };
    Duration beat = Duration.ofMillis(20);
    assertThatThrownBy(
            () ->
                LeasedLock.during(
                    load(),
                    this::load,
                    "run-1",
                    clock,
                    HOUR,
                    beat,
                    () -> {
                      String first = load().properties().get("lakewright.lock.run-1");
                      now.set(now.get().plus(HOUR.dividedBy(3).multipliedBy(2)));
                      assertThat(
                              Polling.within(
                                  Duration.ofMinutes(2),
                                  () ->
                                      !load()
                                          .properties()
                                          .get("lakewright.lock.run-1")
                                          .equals(first)))
                          .as("renewed in time")
                          .isTrue();
                      load().updateProperties().remove("lakewright.lock.run-1").commit();
                      new CountDownLatch(1).await();
                      return "done";
                    }))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("was lost to another run");
    assertThat(Thread.interrupted()).isFalse();
    assertThat(locks(load())).isEmpty();
  }

  @Test
  void ofAProcessThatIsGoneIsTakenOver() {
    ProcessIdentity self = ProcessIdentity.current();
    ProcessIdentity earlier =
        new ProcessIdentity(self.machine(), self.pid(), self.started() - 60_000);
    LockEntry dead = new LockEntry("run-1", Instant.now().plus(HOUR), "here", earlier);
    load().updateProperties().set(dead.key(), dead.value()).commit();

    try (TableLock lock = TableLock.acquire(load(), "run-2", CLOCK, HOUR)) {
      assertThat(locks(load())).containsExactly("lakewright.lock.run-2");
    }
  }

  @Test
  void ofAnotherMachineIsRespectedUntilItsTime() {
    ProcessIdentity elsewhere = new ProcessIdentity("another/1", 1, 1);
    LockEntry held = new LockEntry("run-1", Instant.now().plus(HOUR), "elsewhere", elsewhere);
    load().updateProperties().set(held.key(), held.value()).commit();

    assertThatThrownBy(() -> TableLock.acquire(load(), "run-2", CLOCK, HOUR))
        .isInstanceOf(TableLockedException.class);
  }

  @Test
  void isHeldByOneAtMostWhateverTheOrder() throws Exception {
    int runs = 6;
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger entered = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(runs);
    List<Callable<Integer>> attempts = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      String id = "run-" + run;
      Table table = load();
      attempts.add(
          () -> {
            int most = 0;
            for (int round = 0; round < 4; round++) {
              try (TableLock lock = TableLock.acquire(table, id, CLOCK, HOUR)) {
                most = Math.max(most, inside.incrementAndGet());
                entered.incrementAndGet();
                table.refresh();
                inside.decrementAndGet();
              } catch (TableLockedException expected) {
                Thread.onSpinWait();
              }
            }
            return most;
          });
    }
    try {
      for (Future<Integer> attempt : threads.invokeAll(attempts)) {
        assertThat(attempt.get()).isLessThanOrEqualTo(1);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(entered.get()).isPositive();
    assertThat(locks(load())).isEmpty();
  }
}

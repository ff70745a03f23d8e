package io.lakewright.testkit.iceberg;

import io.lakewright.testkit.FreePort;
import io.lakewright.testkit.S3MockExtension;
import io.lakewright.testkit.TestDirs;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hadoop.hive.conf.HiveConf;
import org.apache.hadoop.hive.metastore.HiveMetaStore;
import org.apache.hadoop.hive.metastore.txn.TxnDbUtil;
import org.apache.hadoop.hive.shims.ShimLoader;

/**
 * A Hive metastore with tables on S3Mock, in this JVM but reached by Thrift, as Iceberg's Hive
 * catalog reaches any; one per JVM, started when first asked for.
 */
public final class HiveMetastore {
  private static final int SECONDS_TO_START = 60;
  private static String uri;

  private HiveMetastore() {}

  /** The address of the metastore. */
  public static synchronized String uri() {
    if (uri == null) {
      uri = start();
    }
    return uri;
  }

  private static String start() {
    int port = FreePort.find();
    HiveConf conf = new HiveConf();
    S3MockExtension.hadoop().forEach(conf::set);
    conf.set("javax.jdo.option.ConnectionURL", "jdbc:derby:memory:iceberg_metastore;create=true");
    conf.set("hive.metastore.warehouse.dir", TestDirs.temporary("hive-").toString());
    conf.set("hive.metastore.schema.verification", "false");
    conf.set("datanucleus.schema.autoCreateAll", "true");
    ReentrantLock lock = new ReentrantLock();
    Condition serving = lock.newCondition();
    AtomicBoolean started = new AtomicBoolean();
    Thread server =
        new Thread(
            () -> {
              try {
                // The tables of locks are not among those that are made by themselves.
                TxnDbUtil.prepDb(conf);
                HiveMetaStore.startMetaStore(
                    port, ShimLoader.getHadoopThriftAuthBridge(), conf, lock, serving, started);
              } catch (Throwable e) {
                throw new IllegalStateException("The Hive metastore ended", e);
              }
            },
            "hive-metastore");
    server.setDaemon(true);
    lock.lock();
    try {
      server.start();
      while (!started.get()) {
        if (!serving.await(SECONDS_TO_START, TimeUnit.SECONDS)) {
          throw new IllegalStateException("The Hive metastore does not start");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      lock.unlock();
    }
    return "thrift://localhost:" + port;
  }
}

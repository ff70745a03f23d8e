package io.lakewright.maintain.reach;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterator;
import org.apache.iceberg.util.Tasks;

/**
 * Manifests read by a few threads of the driver: for a small table that takes less time than
 * starting a Spark job. Threads wait for the store more than they compute.
 */
final class DriverReads {
  /** More bytes of manifests are left to Spark: about 100,000 files. */
  static final long MAX_BYTES = 16L << 20;

  private static final int MAX_MANIFESTS = 4_000;

  static final ExecutorService POOL =
      Executors.newFixedThreadPool(
          16,
          task -> {
            Thread thread = new Thread(task, "lakewright-metadata");
            thread.setDaemon(true);
            return thread;
          });

  private DriverReads() {}

  /** Takes a file of a manifest; several threads at once. */
  interface FileConsumer {
    void accept(ContentFile<?> file);
  }

  /** The distinct manifests of manifest lists by their path; nothing if there are too many. */
  static Optional<Map<String, ManifestFile>> manifests(Table table, List<String> lists) {
    Map<String, ManifestFile> manifests = new HashMap<>();
    AtomicBoolean tooMany = new AtomicBoolean();
    Tasks.foreach(lists)
        .executeWith(POOL)
        .stopOnFailure()
        .throwFailureWhenFinished()
        .run(
            list -> {
              if (tooMany.get()) {
                return;
              }
              List<ManifestFile> read = ManifestReading.manifests(table.io(), list);
              synchronized (manifests) {
                read.forEach(one -> manifests.putIfAbsent(one.path(), one));
                tooMany.compareAndSet(false, manifests.size() > MAX_MANIFESTS);
              }
            });
    return tooMany.get() ? Optional.empty() : Optional.of(manifests);
  }

  static long bytes(Collection<ManifestFile> manifests) {
    return manifests.stream().mapToLong(ManifestFile::length).sum();
  }

  /** Streams the live files of manifests. */
  static void files(Table table, Collection<ManifestFile> manifests, FileConsumer consumer) {
    Tasks.foreach(manifests)
        .executeWith(POOL)
        .stopOnFailure()
        .throwFailureWhenFinished()
        .run(
            manifest -> {
              try (CloseableIterator<? extends ContentFile<?>> files =
                  ManifestReading.files(table, manifest)) {
                while (files.hasNext()) {
                  consumer.accept(files.next());
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }
}

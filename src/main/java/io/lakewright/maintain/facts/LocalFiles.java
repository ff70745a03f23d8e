package io.lakewright.maintain.facts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.Pair;
import org.apache.iceberg.util.PartitionMap;
import org.apache.iceberg.util.Tasks;

/** Sums of files from manifests that a few threads of this JVM stream through. */
final class LocalFiles {
  private static final List<String> COLUMNS =
      List.of("content", "partition", "record_count", "file_size_in_bytes");

  /** Reading small objects waits for the store more than it computes. */
  private static final int THREADS = 16;

  private static final ExecutorService POOL =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "lakewright-manifests");
            thread.setDaemon(true);
            return thread;
          });

  private LocalFiles() {}

  static FileFacts read(Table table, List<ManifestFile> manifests, FileBounds bounds) {
    Map<Integer, PartitionSpec> specs = table.specs();
    PartitionMap<SumsBuilder> sums = PartitionMap.create(specs);
    Tasks.foreach(manifests)
        .executeWith(POOL)
        .stopOnFailure()
        .throwFailureWhenFinished()
        .run(
            manifest -> {
              PartitionMap<SumsBuilder> own = read(table, manifest, bounds);
              synchronized (sums) {
                own.forEach(
                    (key, part) ->
                        sums.computeIfAbsent(key.first(), key.second(), SumsBuilder::new)
                            .add(part.build()));
              }
            });
    return facts(table, sums, bounds);
  }

  private static PartitionMap<SumsBuilder> read(
      Table table, ManifestFile manifest, FileBounds bounds) {
    PartitionMap<SumsBuilder> sums = PartitionMap.create(table.specs());
    ManifestReader<? extends ContentFile<?>> reader =
        manifest.content() == ManifestContent.DATA
            ? ManifestFiles.read(manifest, table.io(), table.specs())
            : ManifestFiles.readDeleteManifest(manifest, table.io(), table.specs());
    try (reader) {
      for (ContentFile<?> file : reader.select(COLUMNS)) {
        sums.computeIfAbsent(file.specId(), file.partition(), SumsBuilder::new).add(file, bounds);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close the manifest " + manifest.path(), e);
    }
    return sums;
  }

  private static FileFacts facts(Table table, PartitionMap<SumsBuilder> sums, FileBounds bounds) {
    SequenceTimes times = SequenceTimes.of(table);
    SumsBuilder whole = new SumsBuilder();
    List<PartitionFacts> partitions = new ArrayList<>(sums.size());
    for (Map.Entry<Pair<Integer, StructLike>, SumsBuilder> entry : sums.entrySet()) {
      int specId = entry.getKey().first();
      StructLike partition = entry.getKey().second();
      FileSums part = entry.getValue().build();
      whole.add(part);
      partitions.add(
          new PartitionFacts(
              specId,
              partition,
              table.specs().get(specId).partitionToPath(partition),
              part,
              times.at(part.lastSequence())));
    }
    return FileFacts.of(bounds, whole.build(), partitions.size(), partitions);
  }
}

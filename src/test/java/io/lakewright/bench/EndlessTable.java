package io.lakewright.bench;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.GenericManifestFile;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.InternalData;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestWriter;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.types.Types;

/**
 * A table that was written to evenly for {@value #DAYS} days and compacted once a day, but of which
 * no snapshot ever expired. Metadata is real; of the data files there are only the names.
 */
final class EndlessTable {
  static final int DAYS = 50;

  /** As Iceberg merges manifests of appends. */
  private static final int COMMITS_PER_MERGE = 100;

  private static final int SMALL_FILES_PER_LARGE = 1_000;
  private static final int METADATA_LOG = 100;
  private static final int CHUNK = 1_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Catalog catalog;
  private final TableIdentifier name;
  private final int snapshots;
  private final int filesPerSnapshot;
  private final int snapshotsPerDay;
  private final Instant now = Instant.now();
  private String location;
  private PartitionSpec spec;

  EndlessTable(Catalog catalog, TableIdentifier name, int snapshots, int files) {
    this.catalog = catalog;
    this.name = name;
    this.snapshots = snapshots;
    this.filesPerSnapshot = files / snapshots;
    this.snapshotsPerDay = snapshots / DAYS;
  }

  void create() throws IOException {
    Table table =
        catalog
            .buildTable(name, new Schema(Types.NestedField.required(1, "id", Types.LongType.get())))
            .withProperty(TableProperties.FORMAT_VERSION, "2")
            .create();
    String first = ((HasTableOperations) table).operations().current().metadataFileLocation();
    location = local(table.location());
    spec = table.spec();
    ObjectNode metadata;
    try (var in = table.io().newInputFile(first).newStream()) {
      metadata = (ObjectNode) JSON.readTree(in);
    }
    List<ManifestFile> live = new ArrayList<>();
    for (int from = 0; from < snapshots; from += CHUNK) {
      writeChunk(from, Math.min(snapshots, from + CHUNK), live);
    }
    String last = metadataFile(snapshots);
    write(metadata, Path.of(last));
    forgottenMetadata();
    catalog.dropTable(name, false);
    catalog.registerTable(name, last);
  }

  private static String local(String location) {
    return location.replaceFirst("^file:(//)?", "");
  }

  /** Manifests and manifest lists of some commits; only what links them is done in turn. */
  private void writeChunk(int from, int to, List<ManifestFile> live) {
    List<ManifestFile> added =
        IntStream.range(from, to).parallel().mapToObj(this::addedManifest).toList();
    List<List<ManifestFile>> lists = new ArrayList<>();
    for (int i = from; i < to; i++) {
      int ofDay = i % snapshotsPerDay;
      live.add(added.get(i - from));
      if (ofDay == snapshotsPerDay - 1) {
        int days = i / snapshotsPerDay;
        live.subList(days, live.size()).clear();
        live.add(compactedManifest(i));
      } else if (ofDay % COMMITS_PER_MERGE == COMMITS_PER_MERGE - 1) {
        live.subList(live.size() - COMMITS_PER_MERGE, live.size()).clear();
        live.add(mergedManifest(i));
      }
      lists.add(List.copyOf(live));
    }
    IntStream.range(from, to).parallel().forEach(i -> writeList(i, lists.get(i - from)));
  }

  private ManifestFile addedManifest(int snapshot) {
    ManifestWriter<DataFile> writer = writer(snapshot, "added");
    for (int i = 0; i < filesPerSnapshot; i++) {
      writer.add(file("small", (long) snapshot * filesPerSnapshot + i, 40_000));
    }
    return closed(writer, snapshot);
  }

  private ManifestFile mergedManifest(int last) {
    ManifestWriter<DataFile> writer = writer(last, "merged");
    for (int snapshot = last - COMMITS_PER_MERGE + 1; snapshot <= last; snapshot++) {
      for (int i = 0; i < filesPerSnapshot; i++) {
        writer.existing(
            file("small", (long) snapshot * filesPerSnapshot + i, 40_000),
            id(snapshot),
            snapshot + 1L,
            snapshot + 1L);
      }
    }
    return closed(writer, last);
  }

  private ManifestFile compactedManifest(int snapshot) {
    int files = Math.max(1, snapshotsPerDay * filesPerSnapshot / SMALL_FILES_PER_LARGE);
    ManifestWriter<DataFile> writer = writer(snapshot, "compacted");
    for (int i = 0; i < files; i++) {
      writer.add(file("large", (long) snapshot * files + i, 40_000_000));
    }
    return closed(writer, snapshot);
  }

  private DataFile file(String kind, long number, long bytes) {
    return DataFiles.builder(spec)
        .withPath(
            "%s/data/%s/00000-%d-0b7d9a5e-6f0c-4c8e-9a1f-%012d-00001.parquet"
                .formatted(location, kind, number % 1_000, number))
        .withFormat(FileFormat.PARQUET)
        .withFileSizeInBytes(bytes)
        .withRecordCount(bytes / 40)
        .build();
  }

  private ManifestWriter<DataFile> writer(int snapshot, String kind) {
    OutputFile output = output("%s/metadata/%s-%06d-m0.avro".formatted(location, kind, snapshot));
    return ManifestFiles.write(2, spec, output, id(snapshot));
  }

  private static OutputFile output(String path) {
    return org.apache.iceberg.Files.localOutput(path);
  }

  private static ManifestFile closed(ManifestWriter<DataFile> writer, int snapshot) {
    try {
      writer.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    GenericManifestFile manifest = (GenericManifestFile) writer.toManifestFile();
    // Sequence numbers: a commit would give them out.
    manifest.put(4, snapshot + 1L);
    manifest.put(5, 1L);
    return manifest;
  }

  private void writeList(int snapshot, List<ManifestFile> manifests) {
    try (FileAppender<ManifestFile> list =
        InternalData.write(FileFormat.AVRO, output(list(snapshot)))
            .schema(ManifestFile.schema())
            .named("manifest_file")
            .set(TableProperties.AVRO_COMPRESSION, "uncompressed")
            .meta(Map.of("format-version", "2"))
            .overwrite()
            .build()) {
      manifests.forEach(list::add);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private String list(int snapshot) {
    return "%s/metadata/snap-%d-1-0b7d9a5e-6f0c-4c8e-9a1f-%012d.avro"
        .formatted(location, id(snapshot), snapshot);
  }

  private static long id(int snapshot) {
    return 5_000_000_000_000_000_000L + snapshot;
  }

  private long time(int snapshot) {
    long span = Duration.ofDays(DAYS).toMillis();
    return now.toEpochMilli() - span + span * (snapshot + 1) / snapshots;
  }

  private String metadataFile(int version) {
    return "%s/metadata/%05d-0b7d9a5e-6f0c-4c8e-9a1f-%012d.metadata.json"
        .formatted(location, version, version);
  }

  private void write(ObjectNode metadata, Path file) throws IOException {
    metadata.put("current-snapshot-id", id(snapshots - 1));
    metadata.put("last-sequence-number", snapshots);
    metadata.put("last-updated-ms", time(snapshots - 1));
    ObjectNode main = metadata.putObject("refs").putObject("main");
    main.put("snapshot-id", id(snapshots - 1)).put("type", "branch");
    try (JsonGenerator json = JSON.getFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
      json.writeStartObject();
      for (Map.Entry<String, JsonNode> field : metadata.properties()) {
        if (!List.of("snapshots", "snapshot-log", "metadata-log").contains(field.getKey())) {
          json.writeFieldName(field.getKey());
          json.writeTree(field.getValue());
        }
      }
      json.writeArrayFieldStart("snapshots");
      for (int i = 0; i < snapshots; i++) {
        json.writeTree(snapshot(i));
      }
      json.writeEndArray();
      json.writeArrayFieldStart("snapshot-log");
      for (int i = 0; i < snapshots; i++) {
        json.writeTree(
            JSON.createObjectNode().put("timestamp-ms", time(i)).put("snapshot-id", id(i)));
      }
      json.writeEndArray();
      json.writeArrayFieldStart("metadata-log");
      for (int i = snapshots - METADATA_LOG; i < snapshots; i++) {
        json.writeTree(
            JSON.createObjectNode()
                .put("timestamp-ms", time(i))
                .put("metadata-file", metadataFile(i)));
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private ObjectNode snapshot(int snapshot) {
    ObjectNode node = JSON.createObjectNode();
    node.put("sequence-number", snapshot + 1L);
    node.put("snapshot-id", id(snapshot));
    if (snapshot > 0) {
      node.put("parent-snapshot-id", id(snapshot - 1));
    }
    node.put("timestamp-ms", time(snapshot));
    ObjectNode summary = node.putObject("summary");
    summary.put("operation", "append");
    summary.put("spark.app.id", "application_1700000000000_0001");
    summary.put("added-data-files", Integer.toString(filesPerSnapshot));
    summary.put("added-records", Integer.toString(filesPerSnapshot * 1_000));
    summary.put("added-files-size", Integer.toString(filesPerSnapshot * 40_000));
    summary.put("changed-partition-count", "1");
    for (String total :
        List.of("total-records", "total-files-size", "total-data-files", "total-delete-files")) {
      summary.put(total, "1000000");
    }
    summary.put("total-position-deletes", "0");
    summary.put("total-equality-deletes", "0");
    summary.put("engine-version", "3.5.6");
    summary.put("app-id", "application_1700000000000_0001");
    summary.put("engine-name", "spark");
    summary.put("iceberg-version", "Apache Iceberg 1.10.0 (commit 2114bf631e49af532d66e2ce1)");
    node.put("manifest-list", list(snapshot));
    node.put("schema-id", 0);
    return node;
  }

  /** Metadata files of old versions, which are never read: empty ones do. */
  private void forgottenMetadata() throws IOException {
    for (int version = 0; version < snapshots; version++) {
      Path file = Files.createFile(Path.of(metadataFile(version)));
      Files.setLastModifiedTime(file, FileTime.fromMillis(time(version)));
    }
  }
}

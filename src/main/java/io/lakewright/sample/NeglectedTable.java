package io.lakewright.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.types.Types;

/**
 * One table with many small files in many snapshots. One real Parquet file is written per
 * partition; the others are copies of it under their own names, which is what makes a million files
 * affordable. All snapshots are made in a few transactions, and their times are then spread over
 * the past in the metadata, which is the one thing that Iceberg's API does not let one choose.
 */
final class NeglectedTable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int COMMITS_PER_TRANSACTION = 500;
  private static final int COMMITS_PER_MERGE = TableProperties.MANIFEST_MIN_MERGE_COUNT_DEFAULT;

  /** Partitions that are still being written to would have to wait for their upkeep. */
  private static final Duration QUIET = Duration.ofHours(1);

  private static final LocalDate LAST_DAY = LocalDate.of(2025, 6, 30);
  private static final Schema SCHEMA =
      new Schema(
          Types.NestedField.required(1, "id", Types.LongType.get()),
          Types.NestedField.required(2, "day", Types.DateType.get()),
          Types.NestedField.optional(3, "customer", Types.StringType.get()),
          Types.NestedField.optional(4, "amount", Types.DoubleType.get()));

  private final Catalog catalog;
  private final TableIdentifier name;
  private final LakeOptions options;
  private final Instant now;

  NeglectedTable(Catalog catalog, TableIdentifier name, LakeOptions options, Instant now) {
    this.catalog = catalog;
    this.name = name;
    this.options = options;
    this.now = now;
  }

  /** Makes the table; the bytes of its data files. */
  long create() throws IOException {
    Table table =
        catalog
            .buildTable(name, SCHEMA)
            .withPartitionSpec(PartitionSpec.builderFor(SCHEMA).identity("day").build())
            .withProperties(Map.of(TableProperties.FORMAT_VERSION, "2"))
            .create();
    List<Template> templates = new ArrayList<>();
    for (int partition = 0; partition < options.partitions(); partition++) {
      templates.add(Template.write(table, partition, options.rows()));
    }
    long bytes = 0;
    for (int from = 0; from < options.commits(); from += COMMITS_PER_TRANSACTION) {
      int to = Math.min(options.commits(), from + COMMITS_PER_TRANSACTION);
      bytes += commit(table, templates, from, to);
    }
    orphans(table, templates.get(0));
    spreadOverThePast(table);
    return bytes;
  }

  private long commit(Table table, List<Template> templates, int from, int to) {
    List<List<DataFile>> commits =
        IntStream.range(from, to)
            .parallel()
            .mapToObj(commit -> copies(table, templates, commit))
            .toList();
    Transaction transaction = table.newTransaction();
    for (int i = 0; i < commits.size(); i++) {
      // Iceberg merges every hundredth time; that it looks whether it should takes most of the
      // time.
      boolean merges = (from + i) % COMMITS_PER_MERGE == COMMITS_PER_MERGE - 1;
      AppendFiles append = merges ? transaction.newAppend() : transaction.newFastAppend();
      commits.get(i).forEach(append::appendFile);
      append.commit();
    }
    transaction.commitTransaction();
    return commits.stream().flatMap(List::stream).mapToLong(DataFile::fileSizeInBytes).sum();
  }

  private List<DataFile> copies(Table table, List<Template> templates, int commit) {
    long files = options.files();
    int first = (int) (files * commit / options.commits());
    int end = (int) (files * (commit + 1) / options.commits());
    List<DataFile> copies = new ArrayList<>();
    for (int file = first; file < end; file++) {
      // A commit brings files of a few days, as late data does.
      Template template = templates.get((file + commit / templates.size()) % templates.size());
      copies.add(template.copy(table, "part-%06d".formatted(file)));
    }
    return copies;
  }

  private void orphans(Table table, Template template) throws IOException {
    for (int i = 0; i < options.orphans(); i++) {
      String location = template.copy(table, "left-by-a-failed-job-" + i).location();
      if (location.startsWith("/") || location.startsWith("file:")) {
        Files.setLastModifiedTime(
            Path.of(location.replaceFirst("^file:", "")),
            FileTime.from(now.minus(Duration.ofDays(options.days()))));
      }
    }
  }

  /** Writes the metadata anew with other times, and registers the table by it. */
  private void spreadOverThePast(Table table) throws IOException {
    String current = ((HasTableOperations) table).operations().current().metadataFileLocation();
    ObjectNode metadata;
    try (InputStream in = table.io().newInputFile(current).newStream()) {
      metadata = (ObjectNode) JSON.readTree(in);
    }
    JsonNode snapshots = metadata.get("snapshots");
    long span = Duration.ofDays(options.days()).toMillis();
    long end = now.minus(QUIET).toEpochMilli();
    Map<Long, Long> times = new HashMap<>();
    for (int i = 0; i < snapshots.size(); i++) {
      long time = end - span + span * (i + 1) / snapshots.size();
      ((ObjectNode) snapshots.get(i)).put("timestamp-ms", time);
      times.put(snapshots.get(i).get("snapshot-id").asLong(), time);
    }
    for (JsonNode entry : metadata.get("snapshot-log")) {
      ((ObjectNode) entry).put("timestamp-ms", times.get(entry.get("snapshot-id").asLong()));
    }
    metadata.putArray("metadata-log");
    metadata.put("last-updated-ms", end);
    String spread = current.replaceFirst("[^/]*$", "00000-neglected.metadata.json");
    try (OutputStream out = table.io().newOutputFile(spread).createOrOverwrite()) {
      JSON.writeValue(out, metadata);
    }
    catalog.dropTable(name, false);
    catalog.registerTable(name, spread);
  }

  /** The one file of a partition that is written row by row. */
  private record Template(DataFile file, byte[] content) {
    static Template write(Table table, int partition, int rows) throws IOException {
      LocalDate day = LAST_DAY.minusDays(partition);
      PartitionData data = new PartitionData(table.spec().partitionType());
      data.set(0, (int) day.toEpochDay());
      String path = table.locationProvider().newDataLocation(table.spec(), data, "template");
      OutputFile output = table.io().newOutputFile(path + ".parquet");
      SampleRandom random = new SampleRandom(partition);
      var appender =
          Parquet.write(output)
              .schema(SCHEMA)
              .createWriterFunc(GenericParquetWriter::create)
              .overwrite()
              .build();
      try (appender) {
        Record row = GenericRecord.create(SCHEMA);
        for (int i = 0; i < rows; i++) {
          row.setField("id", (long) partition * rows + i);
          row.setField("day", day);
          row.setField("customer", "customer-" + random.below(10_000));
          row.setField("amount", random.below(100_000) / 100.0);
          appender.add(row);
        }
      }
      DataFile file =
          DataFiles.builder(table.spec())
              .withPath(output.location())
              .withFormat(FileFormat.PARQUET)
              .withPartition(data)
              .withFileSizeInBytes(appender.length())
              .withMetrics(appender.metrics())
              .withSplitOffsets(appender.splitOffsets())
              .build();
      try (InputStream in = table.io().newInputFile(output.location()).newStream()) {
        byte[] content = in.readAllBytes();
        table.io().deleteFile(output.location());
        return new Template(file, content);
      }
    }

    DataFile copy(Table table, String name) {
      String path = table.locationProvider().newDataLocation(table.spec(), file.partition(), name);
      try (OutputStream out = table.io().newOutputFile(path + ".parquet").create()) {
        out.write(content);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot write " + path, e);
      }
      return DataFiles.builder(table.spec()).copy(file).withPath(path + ".parquet").build();
    }
  }
}

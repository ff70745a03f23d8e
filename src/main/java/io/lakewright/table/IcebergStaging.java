package io.lakewright.table;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.encryption.EncryptedOutputFile;
import org.apache.iceberg.encryption.PlaintextEncryptionManager;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.parquet.ParquetSchemaUtil;
import org.apache.iceberg.parquet.ParquetUtil;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.spark.source.SerializableTableWithSize;
import org.apache.iceberg.util.PropertyUtil;
import org.apache.parquet.io.OutputFile;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * An Iceberg table into which tasks write data files themselves. Names and places are the table's,
 * bytes go through its FileIO, metrics are what Iceberg reads from the footers. The files are in no
 * commit until the publication is.
 */
public final class IcebergStaging implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Table table;
  private final Schema columns;
  private final String write = UUID.randomUUID().toString();
  private final transient Consumer<List<DataFile>> publication;

  /**
   * @param schema names of the columns that the files have
   * @param publication takes what was written
   */
  IcebergStaging(Table table, StructType schema, Consumer<List<DataFile>> publication) {
    this.table = SerializableTableWithSize.copyOf(table);
    this.columns = table.schema().select(List.of(schema.fieldNames()));
    this.publication = publication;
  }

  /**
   * Whether the table takes Parquet files by others than Iceberg's own writers, with these columns:
   * zstd, not encrypted, of the same types, and partitioned by what is known of a row before it is
   * made.
   */
  static boolean fits(Table table, StructType schema) {
    String codec =
        table
            .properties()
            .getOrDefault(
                TableProperties.PARQUET_COMPRESSION, TableProperties.PARQUET_COMPRESSION_DEFAULT);
    String format =
        table
            .properties()
            .getOrDefault(
                TableProperties.DEFAULT_FILE_FORMAT, TableProperties.DEFAULT_FILE_FORMAT_DEFAULT);
    if (!format.toLowerCase(Locale.ROOT).equals("parquet")
        || !codec.toLowerCase(Locale.ROOT).equals("zstd")
        || !(table.encryption() instanceof PlaintextEncryptionManager)) {
      return false;
    }
    StructType given = SparkSchemaUtil.convert(table.schema());
    for (StructField field : schema.fields()) {
      StructField other = given.apply(field.name());
      // Same names and types, and all of it may be null.
      if (!other.nullable() || !other.dataType().equals(field.dataType())) {
        return false;
      }
    }
    return true;
  }

  /** The columns that the partitions are made from, in order. */
  public List<String> partitionColumns() {
    return table.spec().fields().stream()
        .map(field -> table.schema().findColumnName(field.sourceId()))
        .toList();
  }

  /** The files' schema in Parquet's words, with Iceberg's field ids. */
  public String parquetSchema() {
    return ParquetSchemaUtil.convert(columns, "table").toString();
  }

  /** The schema as Iceberg keeps it in the files' metadata. */
  public String icebergSchema() {
    return SchemaParser.toJson(columns);
  }

  /** Level of zstd that the table asks for. */
  public int compressionLevel() {
    String level = table.properties().get(TableProperties.PARQUET_COMPRESSION_LEVEL);
    return level == null ? 3 : Integer.parseInt(level);
  }

  /** Bytes from which on a file is large enough. */
  public long targetFileBytes() {
    return PropertyUtil.propertyAsLong(
        table.properties(),
        TableProperties.WRITE_TARGET_FILE_SIZE_BYTES,
        TableProperties.WRITE_TARGET_FILE_SIZE_BYTES_DEFAULT);
  }

  /** Starts the writing of a task. */
  public Writing begin() {
    return new Writing(TaskContext.get());
  }

  /** Names the files to publish; on the driver. */
  public void add(List<DataFile> files) {
    publication.accept(files);
  }

  /** The files of one attempt of a task; one is open at a time. */
  public final class Writing {
    private final PartitionSpec spec = table.spec();
    private final PartitionKey partition = new PartitionKey(spec, table.schema());
    private final OutputFileFactory places;
    private final MetricsConfig metrics = MetricsConfig.forTable(table);
    private final List<DataFile> done = new ArrayList<>();
    private EncryptedOutputFile open;
    private DataFileOutput output;
    private PartitionKey openPartition;

    private Writing(TaskContext task) {
      this.places =
          OutputFileFactory.builderFor(table, task.partitionId(), task.taskAttemptId())
              .format(FileFormat.PARQUET)
              .operationId(write)
              .build();
    }

    /**
     * Looks at a row and tells whether it belongs into another partition than the open file.
     *
     * @param values of {@link #partitionColumns()}, as Spark has them within
     */
    public boolean leavesPartition(Object[] values) {
      partition.partition(new SourceValues(values));
      return open == null || !partition.equals(openPartition);
    }

    /** Opens a file for the partition of the row that was looked at last. */
    public OutputFile open() {
      openPartition = partition.copy();
      open = spec.isPartitioned() ? places.newOutputFile(openPartition) : places.newOutputFile();
      output = DataFileOutput.of(open.encryptingOutputFile());
      return output;
    }

    /**
     * Takes the open file, which is closed, as written.
     *
     * @param rowGroups offsets of its row groups
     */
    public void finished(long bytes, List<Long> rowGroups) {
      DataFiles.Builder file =
          DataFiles.builder(spec)
              .withEncryptedOutputFile(open)
              .withFormat(FileFormat.PARQUET)
              .withFileSizeInBytes(bytes)
              .withMetrics(
                  ParquetUtil.fileMetrics(open.encryptingOutputFile().toInputFile(), metrics))
              .withSplitOffsets(rowGroups);
      if (spec.isPartitioned()) {
        file.withPartition(openPartition);
      }
      done.add(file.build());
      open = null;
    }

    /** What was written. */
    public List<DataFile> files() {
      return List.copyOf(done);
    }

    /** Deletes what was written, the open file too: the attempt does not count. */
    public void abort() throws IOException {
      List<String> paths = new ArrayList<>();
      done.forEach(file -> paths.add(file.location()));
      try {
        if (open != null) {
          paths.add(open.encryptingOutputFile().location());
          output.abandon();
        }
      } finally {
        CatalogUtil.deleteFiles(table.io(), paths, "unfinished", false);
      }
    }
  }

  /** A row of the table, of which only what makes the partition is known. */
  private final class SourceValues implements StructLike {
    private final Object[] values;

    SourceValues(Object[] values) {
      this.values = values;
    }

    @Override
    public int size() {
      return table.schema().columns().size();
    }

    @Override
    public <T> T get(int position, Class<T> type) {
      Object value =
          values[partitionColumns().indexOf(table.schema().columns().get(position).name())];
      return type.cast(value instanceof UTF8String text ? text.toString() : value);
    }

    @Override
    public <T> void set(int position, T value) {
      throw new UnsupportedOperationException("A row is only looked at");
    }
  }
}

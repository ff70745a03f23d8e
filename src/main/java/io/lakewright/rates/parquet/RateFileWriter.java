package io.lakewright.rates.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;

/** One Parquet file of rates, written from what rows have in common; see the package. */
public final class RateFileWriter implements Closeable {
  /** Ends of file names that it writes. */
  public static final String EXTENSION = ".zstd.parquet";

  private static final int MAX_ROWS = 4_000_000;
  private static final int ROW_BYTES = 24;
  private static final int DISTINCT_BYTES = 600;
  private static final int INDEX_LENGTH = 64;
  private static final int COPY_BLOCK = 64 * 1024;
  private static final long ROW_GROUP_BYTES = 128L << 20;
  private static final int PADDING = 8 * 1024 * 1024;

  private final RateFileSchema schema;
  private final MessageType message;
  private final List<RateColumn> columns;
  private final CodecFactory codecs;
  private final ParquetFileWriter file;
  private final RowGroup group;
  private final long budget;
  private long rows;

  /** What the files of one task share: compressors, and the memory of the open row group. */
  public static final class Shared implements AutoCloseable {
    private final Configuration configuration;
    private final RateFileSchema schema;
    private final MessageType message;
    private final List<RateColumn> columns;
    private final CodecFactory codecs;
    private final RowGroup group = new RowGroup();
    private final long budget;

    /**
     * @param budget bytes that an open row group may take
     */
    public Shared(Configuration configuration, RateFileSchema schema, long budget) {
      this.configuration = configuration;
      this.schema = schema;
      this.message = schema.message();
      this.columns = RateFileSchema.columns(message);
      this.codecs = new CodecFactory(configuration, COPY_BLOCK);
      this.budget = budget;
    }

    /** Opens a file; the one before must be closed. */
    public RateFileWriter open(Path path) throws IOException {
      return new RateFileWriter(this, path);
    }

    @Override
    public void close() {
      codecs.release();
    }
  }

  private RateFileWriter(Shared shared, Path path) throws IOException {
    this.schema = shared.schema;
    this.message = shared.message;
    this.columns = shared.columns;
    this.codecs = shared.codecs;
    this.group = shared.group;
    this.budget = shared.budget;
    group.clear();
    this.file =
        new ParquetFileWriter(
            HadoopOutputFile.fromPath(path, shared.configuration),
            message,
            ParquetFileWriter.Mode.CREATE,
            ROW_GROUP_BYTES,
            PADDING,
            INDEX_LENGTH,
            Integer.MAX_VALUE,
            true);
    file.start();
  }

  /**
   * Adds a row.
   *
   * @param item cells of the columns before {@link io.lakewright.rates.RatesTable#PROVIDER}
   * @param provider cells from there to {@link io.lakewright.rates.RatesTable#PRICE}
   * @param price cells from there on
   * @param npi 0 for none
   */
  public void write(Object[] item, Object[] provider, Object[] price, long npi) throws IOException {
    group.add(item, provider, price, npi);
    if (group.rows >= MAX_ROWS
        || (long) group.rows * ROW_BYTES + (long) group.distinct() * DISTINCT_BYTES > budget) {
      flush();
    }
  }

  private void flush() throws IOException {
    if (group.rows == 0) {
      return;
    }
    ColumnChunkPageWriteStore chunks =
        new ColumnChunkPageWriteStore(
            codecs.getCompressor(CompressionCodecName.ZSTD),
            message,
            HeapByteBufferAllocator.getInstance(),
            INDEX_LENGTH);
    for (RateColumn column : columns) {
      column.write(group, chunks.getPageWriter(column.descriptor()));
    }
    file.startBlock(group.rows);
    chunks.flushToFileWriter(file);
    file.endBlock();
    rows += group.rows;
    group.clear();
  }

  /** Rows in the file, once it is closed. */
  public long rows() {
    return rows;
  }

  @Override
  public void close() throws IOException {
    flush();
    file.end(schema.metadata());
  }
}

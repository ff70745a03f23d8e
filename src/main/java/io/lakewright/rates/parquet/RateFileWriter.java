package io.lakewright.rates.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;

/** One Parquet file of rates, written from what rows have in common; see the package. */
public final class RateFileWriter implements Closeable {
  /** Ends of file names that it writes. */
  public static final String EXTENSION = ".zstd.parquet";

  /** Rows of a row group as they come, up to one step more: a large one shares its dictionaries. */
  public static final int ROWS_UNSORTED = 4_000_000;

  /** Rows of a row group of sorted rows: who looks for an NPI reads all of one row group. */
  public static final int ROWS_SORTED = 131_072;

  /** NPIs of a row group: a dictionary of two megabytes. */
  private static final int MAX_NPIS = 262_144;

  /** Rows that are added at once. */
  private static final int STEP = 65_536;

  private static final long ROW_GROUP_BYTES = 128L << 20;
  private static final int PADDING = 8 * 1024 * 1024;

  private final Shared shared;
  private final SlimFile slim;
  private final ParquetFileWriter file;
  private long bytes;

  /** What the files of one task share: memory and compressor. */
  public static final class Shared implements AutoCloseable {
    private final RateFileSchema schema;
    private final MessageType message;
    private final RowGroup group;
    private final ChunkWriter.Buffers buffers = new ChunkWriter.Buffers();
    private final ZstdPages compressor;
    private final int maxRows;
    private final long budget;

    /**
     * @param level of zstd
     * @param maxRows of a row group
     * @param budget bytes that an open row group may take
     */
    public Shared(RateFileSchema schema, int level, int maxRows, long budget) {
      this.schema = schema;
      this.message = schema.message();
      this.group = new RowGroup(message, budget);
      this.compressor = new ZstdPages(level);
      this.maxRows = maxRows;
      this.budget = budget;
    }

    /** Opens a file; the one before must be closed. */
    public RateFileWriter open(OutputFile to) throws IOException {
      return new RateFileWriter(this, to);
    }

    @Override
    public void close() {
      compressor.release();
    }
  }

  private RateFileWriter(Shared shared, OutputFile to) throws IOException {
    this.shared = shared;
    shared.group.clear();
    this.slim = new SlimFile(to);
    this.file =
        new ParquetFileWriter(
            slim,
            shared.message,
            ParquetFileWriter.Mode.CREATE,
            ROW_GROUP_BYTES,
            PADDING,
            RowGroupChunks.INDEX_LENGTH,
            Integer.MAX_VALUE,
            true);
    file.start();
  }

  /** Adds the rows of a run. */
  public void write(RateRun run) throws IOException {
    RowGroup group = shared.group;
    for (int from = run.firstNpi; from < run.endNpi; from += STEP) {
      group.add(run, from, Math.min(run.endNpi, from + STEP));
      if (group.rows() >= shared.maxRows
          || group.distinctNpis() >= MAX_NPIS
          || group.bytes() > shared.budget) {
        flush();
      }
    }
  }

  private void flush() throws IOException {
    RowGroup group = shared.group;
    if (group.rows() == 0) {
      return;
    }
    RowGroupChunks chunks =
        new RowGroupChunks(shared.message, shared.compressor, shared.buffers, group.rows());
    group.write(chunks);
    chunks.writeTo(file);
    group.clear();
    bytes = file.getPos();
  }

  /** Bytes of the file so far; all, once it is closed. */
  public long bytes() {
    return bytes;
  }

  /** Where the row groups begin, once the file is closed. */
  public List<Long> rowGroups() {
    return file.getFooter().getBlocks().stream().map(BlockMetaData::getStartingPos).toList();
  }

  @Override
  public void close() throws IOException {
    flush();
    slim.beginEnd();
    file.end(shared.schema.metadata());
    bytes = file.getPos();
  }
}

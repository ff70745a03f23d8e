package io.lakewright.rates.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * A file to which parquet-java writes, and whose footer leaves out what serves no reader. Whoever
 * looks for a few rows parses all of the footer first, which takes as long as reading them.
 *
 * <p>Left out are the least and greatest values in their form of before 2017, which stand there
 * twice; those of columns within arrays, which no engine filters by; and, for these and for chunks
 * of one value, how pages are encoded and where their least and greatest values are.
 */
final class SlimFile implements OutputFile {
  private static final int TRAILER = Integer.BYTES + ParquetFileWriter.MAGIC.length;

  private final OutputFile file;
  private Stream stream;

  SlimFile(OutputFile file) {
    this.file = file;
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) throws IOException {
    stream = new Stream(file.create(blockSizeHint));
    return stream;
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
    stream = new Stream(file.createOrOverwrite(blockSizeHint));
    return stream;
  }

  @Override
  public boolean supportsBlockSize() {
    return file.supportsBlockSize();
  }

  @Override
  public long defaultBlockSize() {
    return file.defaultBlockSize();
  }

  /** Tells that all row groups are written: what follows are indexes, filters and the footer. */
  void beginEnd() {
    stream.end = new Bytes();
  }

  private static void slim(ColumnChunk chunk) {
    ColumnMetaData column = chunk.getMeta_data();
    Statistics statistics = column.getStatistics();
    boolean withinArray = column.getPath_in_schema().size() > 1;
    if (withinArray || isOneValue(column)) {
      column.unsetEncoding_stats();
      chunk.unsetColumn_index_offset();
      chunk.unsetColumn_index_length();
    }
    if (statistics != null) {
      statistics.unsetMin();
      statistics.unsetMax();
      if (withinArray) {
        statistics.unsetMin_value();
        statistics.unsetMax_value();
      }
    }
  }

  /** Whether all values are the same, or null. */
  private static boolean isOneValue(ColumnMetaData column) {
    Statistics statistics = column.getStatistics();
    if (statistics == null) {
      return false;
    }
    return statistics.isSetMin_value()
        ? Arrays.equals(statistics.getMin_value(), statistics.getMax_value())
        : statistics.getNull_count() == column.getNum_values();
  }

  /** Holds the end of the file back until it is whole. */
  private static final class Stream extends PositionOutputStream {
    private final PositionOutputStream out;
    private Bytes end;

    Stream(PositionOutputStream out) {
      this.out = out;
    }

    @Override
    public long getPos() throws IOException {
      return out.getPos() + (end == null ? 0 : end.size());
    }

    @Override
    public void write(int b) throws IOException {
      if (end == null) {
        out.write(b);
      } else {
        end.write(b);
      }
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (end == null) {
        out.write(bytes, from, length);
      } else {
        end.write(bytes, from, length);
      }
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      if (end != null) {
        writeEnd();
      }
      out.close();
    }

    private void writeEnd() throws IOException {
      Bytes given = end;
      end = null;
      int trailer = given.size() - TRAILER;
      int length =
          ByteBuffer.wrap(given.array(), trailer, TRAILER).order(ByteOrder.LITTLE_ENDIAN).getInt();
      int footer = trailer - length;
      FileMetaData metadata =
          Util.readFileMetaData(new ByteArrayInputStream(given.array(), footer, length));
      metadata.getRow_groups().forEach(group -> group.getColumns().forEach(SlimFile::slim));
      out.write(given.array(), 0, footer);
      long begin = out.getPos();
      Util.writeFileMetaData(metadata, out);
      int slim = Math.toIntExact(out.getPos() - begin);
      out.write(
          ByteBuffer.allocate(TRAILER)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt(slim)
              .put(ParquetFileWriter.MAGIC)
              .array());
    }
  }
}

package io.lakewright.rates.explode;

import io.lakewright.rates.parquet.CommonCells;
import io.lakewright.rates.split.ScratchFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/**
 * Cells of items, providers or prices on local disk, each to be read back by its place. Equal ones
 * have the same place as long as they are remembered; those read last are kept, so that they are
 * the same objects each time.
 */
final class CellTable implements Closeable {
  private static final long REMEMBERED_BYTES = 4 << 20;
  private static final int ENTRY_BYTES = 150;
  private static final int MOST_KEPT = 4096;
  private static final int BUFFER = 64 * 1024;

  /** Most cells are read at once, with their length. */
  private static final int READ = 512;

  private final CellBytes bytes;
  private final FileChannel file;
  private ByteBuffer unwritten = ByteBuffer.allocate(BUFFER);
  private ByteBuffer readBuffer = ByteBuffer.allocate(READ);
  private long length;

  private final Map<UnsafeRow, Long> remembered = new HashMap<>();
  private long rememberedBytes;

  private final Map<Long, CommonCells> kept = new HashMap<>();
  private long lastPlace = -1;
  private CommonCells last;

  CellTable(CellBytes bytes) {
    this.bytes = bytes;
    try {
      this.file = ScratchFile.create("cells");
    } catch (IOException e) {
      throw new UncheckedIOException(Spill.WRITE_FAILURE, e);
    }
  }

  /** The place of some cells, where they are written if equal ones are not remembered. */
  long place(Object[] cells) {
    UnsafeRow row = bytes.row(cells);
    Long known = remembered.get(row);
    if (known != null) {
      return known;
    }
    if (rememberedBytes > REMEMBERED_BYTES) {
      remembered.clear();
      rememberedBytes = 0;
    }
    long place = append(row);
    remembered.put(row.copy(), place);
    rememberedBytes += row.getSizeInBytes() + ENTRY_BYTES;
    return place;
  }

  private long append(UnsafeRow row) {
    byte[] of = row.getBytes();
    if (unwritten.remaining() < of.length + Integer.BYTES) {
      flush();
      if (unwritten.capacity() < of.length + Integer.BYTES) {
        unwritten = ByteBuffer.allocate(of.length + Integer.BYTES);
      }
    }
    long place = length + unwritten.position();
    unwritten.putInt(of.length).put(of);
    return place;
  }

  private void flush() {
    unwritten.flip();
    try {
      length += ScratchFile.write(file, unwritten, length);
    } catch (IOException e) {
      throw new UncheckedIOException(Spill.WRITE_FAILURE, e);
    }
    unwritten.clear();
  }

  /** The cells at a place. */
  CommonCells at(long place) {
    if (place == lastPlace) {
      return last;
    }
    CommonCells cells = kept.get(place);
    if (cells == null) {
      if (kept.size() == MOST_KEPT) {
        kept.clear();
      }
      cells = read(place);
      kept.put(place, cells);
    }
    lastPlace = place;
    last = cells;
    return cells;
  }

  private CommonCells read(long place) {
    if (unwritten.position() > 0) {
      flush();
    }
    try {
      fill(readBuffer.clear(), place, Integer.BYTES);
      byte[] row = new byte[readBuffer.getInt(0)];
      int end = Integer.BYTES + row.length;
      if (end > readBuffer.capacity()) {
        ByteBuffer larger = ByteBuffer.allocate(end).put(readBuffer.flip());
        readBuffer = larger;
      }
      fill(readBuffer, place, end);
      readBuffer.get(Integer.BYTES, row);
      return new CommonCells(bytes.cells(row));
    } catch (IOException e) {
      throw new UncheckedIOException(Spill.READ_FAILURE, e);
    }
  }

  /** Reads on until the buffer has at least {@code least} bytes of what is at the place. */
  private void fill(ByteBuffer buffer, long place, int least) throws IOException {
    int filled = buffer.position();
    ScratchFile.read(file, buffer, place + filled, least - filled);
  }

  @Override
  public void close() throws IOException {
    file.close();
    remembered.clear();
    kept.clear();
  }
}

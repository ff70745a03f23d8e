package io.lakewright.rates.parquet;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForLong;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;

/** The column {@code npi}: by dictionary while it pays, else as differences. 0 stands for null. */
final class NpiChunk {
  private static final int MAX_DISTINCT = Dictionary.MAX_BYTES / Long.BYTES;
  private static final int INITIAL = 1024;
  private static final int SLAB = 64 * 1024;

  private NpiChunk() {}

  static void write(ColumnDescriptor column, long[] npis, int rows, PageWriter pages)
      throws IOException {
    Numbering numbering = new Numbering();
    int[] ids = new int[rows];
    Dictionary dictionary = new Dictionary(column.getPrimitiveType());
    for (int row = 0; row < rows; row++) {
      ids[row] = npis[row] == 0 ? Dictionary.NULL : numbering.id(npis[row], dictionary);
      if (dictionary.size() > MAX_DISTINCT) {
        writeDeltas(column, npis, rows, pages, dictionary);
        return;
      }
    }
    ChunkWriter chunk = new ChunkWriter(column, pages, dictionary);
    for (int row = 0; row < rows; row++) {
      chunk.add(ids[row]);
      chunk.endRow();
    }
    chunk.end();
  }

  private static void writeDeltas(
      ColumnDescriptor column, long[] npis, int rows, PageWriter pages, Dictionary empty)
      throws IOException {
    RunLengthBitPackingHybridEncoder definitions =
        new RunLengthBitPackingHybridEncoder(
            BytesUtils.getWidthFromMaxInt(column.getMaxDefinitionLevel()),
            INITIAL,
            SLAB,
            HeapByteBufferAllocator.getInstance());
    for (int from = 0; from < rows; from += ChunkWriter.PAGE_ROWS) {
      int to = Math.min(rows, from + ChunkWriter.PAGE_ROWS);
      Statistics<?> statistics = empty.newStatistics();
      DeltaBinaryPackingValuesWriterForLong deltas =
          new DeltaBinaryPackingValuesWriterForLong(
              INITIAL, SLAB, HeapByteBufferAllocator.getInstance());
      for (int row = from; row < to; row++) {
        definitions.writeInt(npis[row] == 0 ? 0 : 1);
        if (npis[row] == 0) {
          statistics.incrementNumNulls();
        } else {
          statistics.updateStats(npis[row]);
          deltas.writeLong(npis[row]);
        }
      }
      BytesInput levels = definitions.toBytes();
      pages.writePage(
          BytesInput.concat(BytesInput.fromInt((int) levels.size()), levels, deltas.getBytes()),
          to - from,
          to - from,
          statistics,
          Encoding.RLE,
          Encoding.RLE,
          Encoding.DELTA_BINARY_PACKED);
      definitions.reset();
      deltas.close();
    }
  }

  /** Numbers NPIs without boxing each row's; the dictionary is asked only for new ones. */
  private static final class Numbering {
    private long[] keys = new long[1024];
    private int[] ids = new int[1024];
    private int size;
    private long last;
    private int lastId;

    int id(long npi, Dictionary dictionary) {
      if (npi == last) {
        return lastId;
      }
      int slot = find(npi);
      if (keys[slot] == 0) {
        if (++size * 2 > keys.length) {
          grow();
          slot = find(npi);
        }
        keys[slot] = npi;
        ids[slot] = dictionary.id(npi);
      }
      last = npi;
      lastId = ids[slot];
      return lastId;
    }

    private int find(long npi) {
      int mask = keys.length - 1;
      int slot = (int) ((npi * 0x9E3779B97F4A7C15L) >>> 40) & mask;
      while (keys[slot] != 0 && keys[slot] != npi) {
        slot = (slot + 1) & mask;
      }
      return slot;
    }

    private void grow() {
      long[] oldKeys = keys;
      int[] oldIds = ids;
      keys = new long[oldKeys.length * 2];
      ids = new int[keys.length];
      Arrays.fill(ids, 0);
      for (int i = 0; i < oldKeys.length; i++) {
        if (oldKeys[i] != 0) {
          int slot = find(oldKeys[i]);
          keys[slot] = oldKeys[i];
          ids[slot] = oldIds[i];
        }
      }
    }
  }
}

package io.lakewright.discord.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForLong;
import org.apache.parquet.schema.PrimitiveType;

/** Whole numbers by their differences: positions and times are next to nothing so. */
final class LongChunk extends Chunk {
  private static final int SLAB = 64 * 1024;

  private final DeltaBinaryPackingValuesWriterForLong deltas =
      new DeltaBinaryPackingValuesWriterForLong(
          SLAB, PAGE_ROWS * Long.BYTES, HeapByteBufferAllocator.getInstance());
  private long low = Long.MAX_VALUE;
  private long high = Long.MIN_VALUE;

  LongChunk(PrimitiveType type, PageWriter pages) {
    super(type, pages, Encoding.DELTA_BINARY_PACKED);
  }

  void add(long value) throws IOException {
    deltas.writeLong(value);
    low = Math.min(low, value);
    high = Math.max(high, value);
    present();
  }

  @Override
  void describe(Statistics<?> statistics) {
    if (low <= high) {
      statistics.updateStats(low);
      statistics.updateStats(high);
    }
  }

  @Override
  BytesInput values() throws IOException {
    return BytesInput.copy(deltas.getBytes());
  }

  @Override
  void reset() {
    deltas.reset();
    low = Long.MAX_VALUE;
    high = Long.MIN_VALUE;
  }
}

package io.lakewright.discord.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType;

/** Doubles, plain. */
final class DoubleChunk extends Chunk {
  private final ByteBuffer plain =
      ByteBuffer.allocate(PAGE_ROWS * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;

  DoubleChunk(PrimitiveType type, PageWriter pages) {
    super(type, pages, Encoding.PLAIN);
  }

  void add(double value) throws IOException {
    plain.putDouble(value);
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
  BytesInput values() {
    return BytesInput.from(plain.array(), 0, plain.position());
  }

  @Override
  void reset() {
    plain.clear();
    low = Double.POSITIVE_INFINITY;
    high = Double.NEGATIVE_INFINITY;
  }
}

package io.lakewright.discord.parquet;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType;

/** Booleans, plain: eight in a byte. */
final class BooleanChunk extends Chunk {
  private final byte[] bits = new byte[(PAGE_ROWS + 7) / 8];
  private int size;
  private boolean anyTrue;
  private boolean anyFalse;

  BooleanChunk(PrimitiveType type, PageWriter pages) {
    super(type, pages, Encoding.PLAIN);
  }

  void add(boolean value) throws IOException {
    if (value) {
      bits[size >> 3] |= (byte) (1 << (size & 7));
    }
    anyTrue |= value;
    anyFalse |= !value;
    size++;
    present();
  }

  @Override
  void describe(Statistics<?> statistics) {
    if (anyTrue) {
      statistics.updateStats(true);
    }
    if (anyFalse) {
      statistics.updateStats(false);
    }
  }

  @Override
  BytesInput values() {
    return BytesInput.from(bits, 0, (size + 7) / 8);
  }

  @Override
  void reset() {
    Arrays.fill(bits, (byte) 0);
    size = 0;
    anyTrue = false;
    anyFalse = false;
  }
}

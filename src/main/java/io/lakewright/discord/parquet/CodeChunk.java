package io.lakewright.discord.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType;

/** Texts or small numbers that say the same for many rows: runs of ids of a dictionary. */
final class CodeChunk extends Chunk {
  private final List<?> values;
  private final Map<Object, Integer> numbers = new HashMap<>();
  private final int bitWidth;
  private final Runs ids;
  private final BitSet seen = new BitSet();

  /**
   * @param values of the chunk, different ones: {@link Binary} or {@link Integer}
   */
  CodeChunk(PrimitiveType type, PageWriter pages, List<?> values) throws IOException {
    super(type, pages, Encoding.RLE_DICTIONARY);
    this.values = values;
    for (Object value : values) {
      numbers.put(value, numbers.size());
    }
    bitWidth = BytesUtils.getWidthFromMaxInt(Math.max(0, values.size() - 1));
    ids = new Runs(bitWidth);
    pages.writeDictionaryPage(
        new DictionaryPage(BytesInput.from(plain()), values.size(), Encoding.PLAIN));
  }

  private byte[] plain() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Object value : values) {
      if (value instanceof Binary text) {
        BytesUtils.writeIntLittleEndian(out, text.length());
        text.writeTo(out);
      } else {
        BytesUtils.writeIntLittleEndian(out, (Integer) value);
      }
    }
    return out.toByteArray();
  }

  /** Adds a value, or none, for several rows. */
  void add(Object value, int times) throws IOException {
    int number = value == null ? -1 : numbers.get(value);
    int left = times;
    while (left > 0) {
      int fitting = Math.min(left, room());
      if (number < 0) {
        absent(fitting);
      } else {
        seen.set(number);
        ids.add(number, fitting);
        level(1, fitting);
      }
      endRow();
      left -= fitting;
    }
  }

  @Override
  void describe(Statistics<?> statistics) {
    seen.stream()
        .forEach(
            number -> {
              if (values.get(number) instanceof Binary text) {
                statistics.updateStats(text);
              } else {
                statistics.updateStats((int) (Integer) values.get(number));
              }
            });
  }

  @Override
  BytesInput values() {
    return BytesInput.concat(
        BytesInput.from(new byte[] {(byte) bitWidth}), BytesInput.from(ids.take()));
  }

  @Override
  void reset() {
    seen.clear();
  }
}

package io.lakewright.rates.parquet;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/** The distinct values of one column chunk, numbered, and their plain encoding. */
final class Dictionary {
  /** Beyond this a dictionary costs more than it saves. */
  static final int MAX_BYTES = 2 * 1024 * 1024;

  /** The id that stands for null. */
  static final int NULL = -1;

  private final PrimitiveType type;
  private final Map<Object, Integer> ids = new HashMap<>();
  private final List<Object> values = new ArrayList<>();
  private long bytes;

  Dictionary(PrimitiveType type) {
    this.type = type;
  }

  /** The id of a cell's value, {@link #NULL} for null. */
  int id(Object cell) {
    if (cell == null) {
      return NULL;
    }
    Integer id = ids.get(cell);
    if (id == null) {
      id = values.size();
      ids.put(cell, id);
      Object value = value(cell);
      values.add(value);
      bytes += value instanceof Binary binary ? 4 + binary.length() : Long.BYTES;
    }
    return id;
  }

  private static Object value(Object cell) {
    if (cell instanceof UTF8String text) {
      return Binary.fromConstantByteArray(text.getBytes());
    }
    return cell instanceof Decimal decimal ? (Object) decimal.toUnscaledLong() : cell;
  }

  int size() {
    return values.size();
  }

  boolean isEconomical() {
    return bytes <= MAX_BYTES;
  }

  /** Bits that an id needs. */
  int bitWidth() {
    return BytesUtils.getWidthFromMaxInt(Math.max(0, values.size() - 1));
  }

  DictionaryPage page() {
    ByteArrayOutputStream out = new ByteArrayOutputStream((int) bytes);
    for (int id = 0; id < values.size(); id++) {
      writePlain(id, out);
    }
    return new DictionaryPage(BytesInput.from(out.toByteArray()), values.size(), Encoding.PLAIN);
  }

  /** Writes a value as the encoding PLAIN has it. */
  void writePlain(int id, ByteArrayOutputStream out) {
    Object value = values.get(id);
    if (value instanceof Binary binary) {
      byte[] text = binary.getBytesUnsafe();
      little(text.length, Integer.BYTES, out);
      out.write(text, 0, text.length);
    } else if (value instanceof Integer number) {
      little(number, Integer.BYTES, out);
    } else {
      little((Long) value, Long.BYTES, out);
    }
  }

  private static void little(long value, int length, ByteArrayOutputStream out) {
    for (int i = 0; i < length; i++) {
      out.write((int) (value >>> (8 * i)));
    }
  }

  /** Takes a value into the statistics of a page. */
  void addTo(Statistics<?> statistics, int id) {
    Object value = values.get(id);
    if (value instanceof Binary binary) {
      statistics.updateStats(binary);
    } else if (value instanceof Integer number) {
      statistics.updateStats(number.intValue());
    } else {
      statistics.updateStats(((Long) value).longValue());
    }
  }

  Statistics<?> newStatistics() {
    return Statistics.createStats(type);
  }
}

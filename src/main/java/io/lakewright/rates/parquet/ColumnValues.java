package io.lakewright.rates.parquet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.apache.parquet.io.api.Binary;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The values of one column. A task meets the same ones in file after file, so each gets a symbol
 * once, by hashing; the dictionary of a column chunk is then made of symbols, by looking them up in
 * arrays.
 */
final class ColumnValues extends Dictionary {
  private final Map<Object, Integer> symbols = new HashMap<>();
  private final List<Object> values = new ArrayList<>();
  private int[] chunkOf = new int[64];
  private int[] idOf = new int[64];
  private int[] symbolOf = new int[64];
  private int chunk;
  private int size;
  private long bytes;
  private Object lastCell;
  private int lastSymbol;

  /** The symbol of a cell's value, {@link #NULL} for null. */
  int symbol(Object cell) {
    if (cell == null) {
      return NULL;
    }
    // Neighbours often agree, and comparing is cheaper than hashing.
    if (cell.equals(lastCell)) {
      return lastSymbol;
    }
    Integer known = symbols.get(cell);
    lastCell = cell;
    lastSymbol = known == null ? add(cell) : known;
    return lastSymbol;
  }

  private int add(Object cell) {
    int symbol = values.size();
    symbols.put(cell, symbol);
    Object value = value(cell);
    values.add(value);
    bytes += length(value);
    if (symbol == chunkOf.length) {
      chunkOf = Arrays.copyOf(chunkOf, symbol * 2);
      idOf = Arrays.copyOf(idOf, symbol * 2);
      symbolOf = Arrays.copyOf(symbolOf, symbol * 2);
    }
    return symbol;
  }

  private static Object value(Object cell) {
    if (cell instanceof UTF8String text) {
      return Binary.fromConstantByteArray(text.getBytes());
    }
    return cell instanceof Decimal decimal ? (Object) decimal.toUnscaledLong() : cell;
  }

  /** Starts the dictionary of another chunk. */
  void begin() {
    chunk++;
    size = 0;
  }

  /** The id of a symbol in the chunk's dictionary. */
  int id(int symbol) {
    if (symbol == NULL) {
      return NULL;
    }
    if (chunkOf[symbol] != chunk) {
      chunkOf[symbol] = chunk;
      idOf[symbol] = size;
      symbolOf[size++] = symbol;
    }
    return idOf[symbol];
  }

  /** Bytes of all values that have symbols. */
  long knownBytes() {
    return bytes;
  }

  /** Forgets all values. */
  void clear() {
    bytes = 0;
    lastCell = null;
    symbols.clear();
    values.clear();
    Arrays.fill(chunkOf, 0);
    chunk = 0;
    size = 0;
  }

  @Override
  int size() {
    return size;
  }

  @Override
  int length(int id) {
    return length(values.get(symbolOf[id]));
  }

  private static int length(Object value) {
    if (value instanceof Binary binary) {
      return Integer.BYTES + binary.length();
    }
    return value instanceof Integer ? Integer.BYTES : Long.BYTES;
  }

  @Override
  void writePlain(int id, Bytes out) {
    Object value = values.get(symbolOf[id]);
    if (value instanceof Binary binary) {
      byte[] text = binary.getBytesUnsafe();
      out.writeLittle(text.length, Integer.BYTES);
      out.write(text, 0, text.length);
    } else {
      out.writeLittle(((Number) value).longValue(), length(value));
    }
  }

  @Override
  void addTo(Statistics<?> statistics, int id) {
    Object value = values.get(symbolOf[id]);
    if (value instanceof Binary binary) {
      statistics.updateStats(binary);
    } else if (value instanceof Integer number) {
      statistics.updateStats(number.intValue());
    } else {
      statistics.updateStats(((Long) value).longValue());
    }
  }

  @Override
  long hash(int id, BloomFilter filter) {
    return filter.hash(values.get(symbolOf[id]));
  }
}

package io.lakewright.rates.parquet;

import java.util.Arrays;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.apache.parquet.io.api.Binary;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The values of one column. A task meets the same ones in file after file, so each gets a symbol
 * once, by hashing; the dictionary of a column chunk is then made of symbols, by looking them up in
 * arrays. The values are kept one after the other as the encoding PLAIN has them.
 */
final class ColumnValues extends Dictionary {
  /** Of a symbol in all arrays here, with room to grow. */
  private static final int SYMBOL_BYTES = 72;

  private final Bytes plain = new Bytes();
  private int[] endOf = new int[64];
  private int[] hashOf = new int[64];
  private long[] rankOf = new long[64];
  private int[] slots = new int[128];
  private int symbols;

  private int[] chunkOf = new int[64];
  private int[] idOf = new int[64];
  private int[] symbolOf = new int[64];
  private long[] rankOfId = new long[64];
  private int[] lengthOfId = new int[64];
  private int chunk;
  private int size;
  private boolean isText;
  private Object lastCell;
  private int lastSymbol;

  /** The symbol of a cell's value, {@link #NULL} for null. */
  int symbol(Object cell) {
    if (cell == null) {
      return NULL;
    }
    if (cell != lastCell) {
      lastCell = cell;
      lastSymbol = find(cell);
    }
    return lastSymbol;
  }

  private int find(Object cell) {
    if (cell instanceof UTF8String text) {
      return find(text);
    }
    return cell instanceof Decimal decimal
        ? find(decimal.toUnscaledLong(), Long.BYTES)
        : find((Integer) cell, Integer.BYTES);
  }

  private int find(UTF8String text) {
    isText = true;
    int from = plain.size();
    plain.writeLittle(text.numBytes(), Integer.BYTES);
    text.writeToMemory(
        plain.reserve(text.numBytes()),
        Platform.BYTE_ARRAY_OFFSET + (long) plain.size() - text.numBytes());
    int end = plain.size();
    int hash = plain.hash(from, end);
    int slot = hash & (slots.length - 1);
    for (; slots[slot] != 0; slot = after(slot)) {
      int symbol = slots[slot] - 1;
      if (hashOf[symbol] == hash && plain.equals(from, end, start(symbol), endOf[symbol])) {
        plain.truncate(from);
        return symbol;
      }
    }
    return add(slot, hash, plain.firstBytes(from + Integer.BYTES, end));
  }

  private int find(long number, int length) {
    int hash = Bytes.hash(number);
    int slot = hash & (slots.length - 1);
    for (; slots[slot] != 0; slot = after(slot)) {
      int symbol = slots[slot] - 1;
      if (rankOf[symbol] == number) {
        return symbol;
      }
    }
    plain.writeLittle(number, length);
    return add(slot, hash, number);
  }

  private int after(int slot) {
    return (slot + 1) & (slots.length - 1);
  }

  /**
   * Gives a symbol to the value that has been put last.
   *
   * @param rank is the smaller, the smaller the value; of numbers it is the number, of texts equal
   *     ones say nothing
   */
  private int add(int slot, int hash, long rank) {
    int symbol = symbols++;
    slots[slot] = symbol + 1;
    if (symbol == endOf.length) {
      grow();
    }
    endOf[symbol] = plain.size();
    hashOf[symbol] = hash;
    rankOf[symbol] = rank;
    if (symbols * 2 > slots.length) {
      rehash();
    }
    return symbol;
  }

  private void grow() {
    int length = symbols * 2;
    endOf = Arrays.copyOf(endOf, length);
    hashOf = Arrays.copyOf(hashOf, length);
    rankOf = Arrays.copyOf(rankOf, length);
    chunkOf = Arrays.copyOf(chunkOf, length);
    idOf = Arrays.copyOf(idOf, length);
    symbolOf = Arrays.copyOf(symbolOf, length);
    rankOfId = Arrays.copyOf(rankOfId, length);
    lengthOfId = Arrays.copyOf(lengthOfId, length);
  }

  private void rehash() {
    slots = new int[slots.length * 2];
    for (int symbol = 0; symbol < symbols; symbol++) {
      int slot = hashOf[symbol] & (slots.length - 1);
      while (slots[slot] != 0) {
        slot = after(slot);
      }
      slots[slot] = symbol + 1;
    }
  }

  private int start(int symbol) {
    return symbol == 0 ? 0 : endOf[symbol - 1];
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
      rankOfId[size] = rankOf[symbol];
      lengthOfId[size] = endOf[symbol] - start(symbol);
      symbolOf[size++] = symbol;
    }
    return idOf[symbol];
  }

  /** Bytes of all values that have symbols, and of the symbols. */
  long knownBytes() {
    return plain.size() + (long) symbols * SYMBOL_BYTES;
  }

  /** Forgets all values. */
  void clear() {
    plain.clear();
    lastCell = null;
    symbols = 0;
    Arrays.fill(slots, 0);
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
    return lengthOfId[id];
  }

  @Override
  void writePlain(int id, Bytes out) {
    int symbol = symbolOf[id];
    int start = start(symbol);
    out.write(plain.array(), start, endOf[symbol] - start);
  }

  @Override
  int compare(int id, int other) {
    if (rankOfId[id] != rankOfId[other]) {
      return rankOfId[id] < rankOfId[other] ? -1 : 1;
    }
    int one = symbolOf[id];
    int two = symbolOf[other];
    return isText
        ? Arrays.compareUnsigned(
            plain.array(),
            start(one) + Integer.BYTES,
            endOf[one],
            plain.array(),
            start(two) + Integer.BYTES,
            endOf[two])
        : 0;
  }

  @Override
  void addTo(Statistics<?> statistics, int id) {
    int symbol = symbolOf[id];
    int start = start(symbol);
    if (isText) {
      statistics.updateStats(text(symbol));
    } else if (endOf[symbol] - start == Integer.BYTES) {
      statistics.updateStats((int) rankOf[symbol]);
    } else {
      statistics.updateStats(rankOf[symbol]);
    }
  }

  private Binary text(int symbol) {
    return Binary.fromConstantByteArray(
        Arrays.copyOfRange(plain.array(), start(symbol) + Integer.BYTES, endOf[symbol]));
  }

  @Override
  long hash(int id, BloomFilter filter) {
    return filter.hash(text(symbolOf[id]));
  }
}
